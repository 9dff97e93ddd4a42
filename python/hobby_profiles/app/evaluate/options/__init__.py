"""Options that commands of ``evaluate`` share, and what they do with figures.

What was typed enters, requests and files of figures leave.
Read ``figures.py`` first.
"""
