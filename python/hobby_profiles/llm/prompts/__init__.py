"""Prompts: versioned files with declared variables and a response schema.

A purpose, a version and variables enter, messages leave.
Read ``loader.py`` first.
"""
