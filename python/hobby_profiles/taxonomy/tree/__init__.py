"""The tree: topics are clustered, pruned, shaped and checked; new ones are attached.

Merged labels and their use enter, topics with their parents leave.
Read ``run.py`` first, then ``build.py``.
"""
