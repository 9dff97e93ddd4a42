"""Measures of scores against what people did next, and the fit of the scorecards.

A shop and a date enter, flat figures or seeds leave.
Read ``profiles.py`` first.
"""
