"""Personas: are they steady, and are those told by a walk right?

Enters: a shop's folder and a date. Leaves: figures. Read ``budgets.py`` first.
"""
