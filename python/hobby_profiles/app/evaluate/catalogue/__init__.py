"""The commands that measure what products are said to be.

Reference texts, pairs and trees enter, figures leave.
Read ``labels.py`` first.
"""
