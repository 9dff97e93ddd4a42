"""Reviewed places of labels: the area, and the group in it, that a reader gave to a label."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from hobby_profiles.taxonomy.base import split_terms
from hobby_profiles.taxonomy.names.words import fold


class Place(NamedTuple):
    """Where a label belongs.

    Attributes:
        area: Name of the area.
        group: Name of the group in it; empty for the area itself.
    """

    area: str
    group: str


class PlacedLabels:
    """Knows the reviewed place of a label, in whatever form it is written."""

    def __init__(self, rows: pd.DataFrame, areas: pd.DataFrame) -> None:
        """Read the places.

        Args:
            rows: ``label``, ``area``, ``group_name`` (null or empty for the area itself).
            areas: Reviewed areas: ``area``. Places in other areas count for nothing, so that a
                shop with areas of its own is not led by these.
        """
        known = rows[rows["area"].isin(areas["area"])]
        names = known["label"].astype(str).str.casefold()
        self._exact = {
            label: Place(str(area), str(group))
            for label, area, group in zip(
                names, known["area"], known["group_name"].fillna(""), strict=True
            )
        }
        # Two labels may be one without small words and endings ("the office", "offices").
        found: dict[str, set[Place]] = {}
        for label, place in self._exact.items():
            found.setdefault(fold(label), set()).add(place)
        self._folded = {form: next(iter(some)) for form, some in found.items() if len(some) == 1}

    def find(self, label: str) -> Place | None:
        """The place of a label; None if no reader placed it, or two forms of it apart."""
        return self._exact.get(label.casefold()) or self._folded.get(fold(label))

    def in_area(self, area: str) -> list[tuple[str, str]]:
        """The labels placed in an area, each with its group, in the order they are listed."""
        return [(label, at.group) for label, at in self._exact.items() if at.area == area]


NONE_PLACED = PlacedLabels(
    pd.DataFrame(columns=["label", "area", "group_name"]), pd.DataFrame(columns=["area"])
)
"""No reviewed places: areas are known by their names and examples alone."""


def area_phrases(areas: pd.DataFrame, placed: PlacedLabels) -> list[tuple[str, int]]:
    """What stands for each area: its name, its examples, and the labels placed in it.

    Args:
        areas: Reviewed areas: ``area``, ``examples`` parted by ';'.
        placed: Reviewed places.

    Returns:
        Phrases in lower case, each once for an area, with the row of the area.
    """
    phrases: dict[tuple[str, int], None] = {}
    rows = zip(areas["area"].astype(str), areas["examples"].fillna(""), strict=True)
    for row, (area, examples) in enumerate(rows):
        labels = [label for label, _ in placed.in_area(area)]
        for phrase in (area.replace(" & ", " and "), *split_terms(str(examples)), *labels):
            phrases[phrase.casefold(), row] = None
    return list(phrases)
