"""The language model as labeller, for all texts or for the share that a budget allows.

Product texts enter, labels leave; what is not asked is learnt from what is.
Read ``labeller.py`` first.
"""
