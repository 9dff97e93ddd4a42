"""Ids that last, and what people decide about topics.

The tree of today and that of the last run enter, the tree with lasting ids leaves.
Read ``curate.py`` first.
"""
