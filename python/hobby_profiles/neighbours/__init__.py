"""Near products: bought together, and alike by their texts.

Counts of pairs without any user, or product texts, enter; a few weighted neighbours of each leave.
Read ``together.py`` first.
"""
