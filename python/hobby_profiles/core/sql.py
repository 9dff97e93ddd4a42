"""Writing values and names into SQL."""

from __future__ import annotations


def literal(text: str) -> str:
    """Write a text as SQL does, whatever stands in it."""
    return "'" + text.replace("'", "''") + "'"


def identifier(*parts: str) -> str:
    """Write a name as SQL does, its parts joined by dots, whatever stands in it."""
    return ".".join('"' + part.replace('"', '""') + '"' for part in parts)
