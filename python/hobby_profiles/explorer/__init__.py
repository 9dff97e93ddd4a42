"""The explorer: what a build found, to look at, ask and export in a browser.

A folder that ``hobby-profiles publish`` wrote enters, never the warehouse; pages leave, and files
that people decide to write: exports, campaigns, overrides. Read ``main.py`` first.
"""
