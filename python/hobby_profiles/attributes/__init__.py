"""Attributes of products: brand, colour, material, size class, pattern, fit, audience, pack size.

Product texts and a list of terms enter, one row per text and attribute leaves.
Read ``tagger.py`` first.
"""
