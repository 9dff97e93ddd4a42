"""The Batch API: half the price, an answer within a day.

Requests enter as a file, answers leave through the same store as live ones.
Read ``run.py`` first.
"""
