"""Attributes: are brand, colour and material of titles read rightly?

Enters: titles tagged by hand. Leaves: figures. Read ``measure.py`` first.
"""
