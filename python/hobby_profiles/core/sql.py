"""Writing values into SQL."""

from __future__ import annotations


def literal(text: str) -> str:
    """Write a text as SQL does, whatever stands in it."""
    return "'" + text.replace("'", "''") + "'"
