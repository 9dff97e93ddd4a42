"""How many are in a pack, read from a title."""

from __future__ import annotations

import re

_COUNT = r"(\d{1,4}(?:,\d{3})?)"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:pack|set|box|case|bag|bundle) of {_COUNT}\b",
        rf"\b{_COUNT}[\s-]*(?:pk|packs?)\b",
        rf"\b{_COUNT}[\s-]*(?:ct|counts?)\b\.?",
        rf"\b{_COUNT}[\s-]*(?:pcs?|pieces?|pairs?)\b",
        rf"\bset[/ ]{_COUNT}\b",
    )
)
LARGEST = 10_000


def pack_size(title: str) -> int | None:
    """Return how many a pack holds, packs before counts before pieces; None if none is said."""
    for pattern in _PATTERNS:
        found = pattern.search(title)
        if found:
            count = int(found[1].replace(",", ""))
            if 0 < count <= LARGEST:
                return count
    return None
