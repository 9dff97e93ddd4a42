"""The commands below ``hobby-profiles evaluate``, one file each.

Paths of cases enter, figures as text, JSON and a section of the docs leave.
Read ``labels.py`` first.
"""
