"""What speaks for and against each label that a text might have.

Labelled texts and new ones enter, candidate labels described by numbers leave.
Read ``candidates.py`` first.
"""
