"""Scores and profiles worked out in pandas from the descriptions in ``models/engagement``.

Written from these, not from the SQL: where both disagree, one of them is wrong.
"""
