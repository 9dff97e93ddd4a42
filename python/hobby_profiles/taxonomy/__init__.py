"""From accepted labels to a tree of topics with stable ids.

Labels with their use enter, named topics leave.
Read ``merge/run.py``, then ``tree/run.py``.
"""
