"""Scores and profiles worked out in pandas from docs/scores.md and docs/profiles.md.

Written from those two pages, not from the SQL: where both disagree, one of them is wrong.
"""
