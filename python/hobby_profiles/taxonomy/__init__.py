"""From accepted labels to a tree of topics with stable ids.

Labels with their use and the registry of the last run enter, the registry of today leaves.
Read ``run.py`` first.
"""
