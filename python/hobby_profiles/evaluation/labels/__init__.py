"""Measures of labels and of the judge.

Reference labels and grades enter, flat figures leave.
Read ``accepted.py`` first.
"""
