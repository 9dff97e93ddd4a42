"""Product texts as the embedded labeller and judge read them.

Rows of products enter, clean lines, words and vectors leave.
Read ``views.py`` first.
"""
