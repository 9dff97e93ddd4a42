"""The shop's files: which are there, how each is written, and what must be forgotten.

In: a folder, the name of an input, settings. Out: SQL that reads the files as they are written,
with what was found in words, or the reason why they cannot be read. Read `source.py` first.
"""
