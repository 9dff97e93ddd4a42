"""Nights that are killed: does the next run bring the marts to where an undisturbed one had?

A tiny shop of two nights enters, a line for each kill leaves. Read ``__main__.py`` first.
"""
