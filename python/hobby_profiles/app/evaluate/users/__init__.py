"""The commands that measure what users are said to be and do, on what happened afterwards.

A shop's folder and a date enter, figures leave.
Read ``profiles.py`` first.
"""
