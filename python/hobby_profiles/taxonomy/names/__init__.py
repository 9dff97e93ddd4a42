"""Names of inner topics.

The tree and the labels under each topic enter, a name for each topic leaves.
Read ``tree.py`` first.
"""
