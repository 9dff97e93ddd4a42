"""Measures of journeys: are two things told apart, does what is shown go on?

A shop and a date enter, flat figures or weights leave.
Read ``measure.py`` first.
"""
