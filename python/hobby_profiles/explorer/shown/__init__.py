"""How the explorer shows things: texts of a shop made harmless, tables, charts, definitions.

Frames and names enter, parts of a page leave. Read ``parts.py`` first.
"""
