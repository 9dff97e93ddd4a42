"""Measures of merging, of the tree and of attaching.

Reference pairs and trees enter, flat figures leave.
Read ``synonyms.py`` first.
"""
