"""Preferences: do users go on buying in the price band, and on discount, as they are shown?

Enters: a shop's folder and a date. Leaves: figures. All in ``measure.py``.
"""
