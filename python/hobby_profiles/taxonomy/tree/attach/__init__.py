"""Attaching: a new topic gets a parent in the tree that is there.

Known and new leaves and their use enter, a parent for each new leaf leaves.
Read ``topics.py`` first.
"""
