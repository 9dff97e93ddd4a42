"""The tree: topics are clustered, pruned, shaped and checked; new ones are attached.

Merged labels and their use enter, topics with their parents leave.
Read ``place.py`` first, then ``build.py``; ``prune.py`` is the rule that drops an inner topic.
"""
