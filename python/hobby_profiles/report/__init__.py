"""Reports on a build: what the terminal and the HTML page show.

Tables of the warehouse enter, words, tables and one page leave.
Read ``readings.py`` first.
"""
