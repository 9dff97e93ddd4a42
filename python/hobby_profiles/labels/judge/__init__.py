"""The hobby judge: a grade from 1 to 5 for every pair of text and label.

Proposed labels and their texts enter, grades with reasons leave.
Read ``embedded.py`` first.
"""
