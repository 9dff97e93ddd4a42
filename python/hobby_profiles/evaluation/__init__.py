"""Measures of every stage, against reference cases and plain baselines.

Reference cases or a build enter, flat figures leave; every measure calls what the build calls.
Read ``labels/accepted.py`` first.
"""
