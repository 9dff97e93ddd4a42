"""The measure of truth: do profile lines name what people are really interested in?

A build and reference interests of some of its users enter, flat figures leave.
Read ``measure.py`` first.
"""
