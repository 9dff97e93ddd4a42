"""Ids that last, the registry that remembers them, and what people decide about topics.

Today's topics and the registry of the last run enter, the registry of today leaves.
Read ``registry.py`` first.
"""
