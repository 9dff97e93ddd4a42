"""What is sensitive: terms of the reviewed list in labels and in product names.

Labels and names enter, the list and term that they touch leave.
Read ``terms.py`` first.
"""
