"""Names of topics.

The tree and the labels under each topic enter, a name for each topic leaves.
Read ``topic_names.py`` first, then ``levels.py``.
"""
