"""Labels of product texts: what proposes them and what grades them.

Product texts enter, graded labels leave.
Read ``generate.py`` first.
"""
