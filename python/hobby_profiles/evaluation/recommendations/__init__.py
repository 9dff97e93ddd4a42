"""Recommendations: do users buy what is proposed, and does each source help?

Enters: a shop's folder and a protocol. Leaves: figures. Read ``measure.py`` first.
"""
