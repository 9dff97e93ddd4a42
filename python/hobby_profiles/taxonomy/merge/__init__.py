"""Merging: labels that mean the same become one topic.

Accepted labels enter, each label's topic and the reason leave.
Read ``run.py`` first.
"""
