"""The commands below ``hobby-profiles evaluate``, one file each.

Paths of cases enter, figures as text, JSON and a section of the docs leave.
Read ``catalogue/labels.py`` first.
"""

from __future__ import annotations

_FOLDERS = {
    "": ("prepare",),
    ".catalogue": ("attach", "attributes", "judge", "labels", "synonyms", "taxonomy"),
    ".users": (
        "audiences",
        "bands",
        "fit",
        "journeys",
        "personas",
        "preferences",
        "profiles",
        "recommendations",
        "terms",
        "truth",
        "tune",
    ),
}
MODULES = {
    name: f"{__name__}{folder}.{name}" for folder, names in _FOLDERS.items() for name in names
}
"""The module of each command, by its name; each is imported only when it is called."""
