"""The embedded labeller: labels learnt from labelled examples, without key or network.

Product texts and a memory enter, labels with a relevance leave.
Read ``labeller.py`` first.
"""
