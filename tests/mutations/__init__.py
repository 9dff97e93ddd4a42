"""Seeded faults: does a test that users or `make test` run catch each of them?

Faults enter, a table of what caught them leaves. Read ``faults.py`` first.
"""
