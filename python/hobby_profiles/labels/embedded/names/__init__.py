"""Names in titles that the memory lacks as labels: teams, vehicles, series, artists.

Titles enter, names with their probabilities leave.
Read ``finder.py`` first.
"""
