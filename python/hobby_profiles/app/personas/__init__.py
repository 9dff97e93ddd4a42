"""A set of personas of the shop's own, proposed for review.

Enters: how many different products of each topic users have. Leaves: two files with the columns of
the seeds ``hobby__personas`` and ``hobby__persona_signals``. Read ``propose.py`` first.
"""
