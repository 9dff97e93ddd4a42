"""Reviewed places of labels: the area, and the group in it, that a reader gave to a label."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from hobby_profiles.core.shipped import reference_file
from hobby_profiles.labels.texts.views import stems


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
        self._in_area: dict[str, list[tuple[str, str]]] = {}
        for label, place in self._exact.items():
            self._in_area.setdefault(place.area, []).append((label, place.group))
        # Two labels may have the same words ("the office", "offices").
        found: dict[frozenset[str], set[Place]] = {}
        for label, place in self._exact.items():
            found.setdefault(frozenset(stems(label)), set()).add(place)
        self._by_words = {form: next(iter(some)) for form, some in found.items() if len(some) == 1}

    def find(self, label: str) -> Place | None:
        """The place of a label; None if no reader placed it, or two forms of it apart."""
        return self._exact.get(label.casefold()) or self._by_words.get(frozenset(stems(label)))

    def in_area(self, area: str) -> list[tuple[str, str]]:
        """The labels placed in an area, each with its group, in the order they are listed."""
        return self._in_area.get(area, [])

    def together(
        self, labels: Sequence[str], others: Sequence[str]
    ) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
        """Which labels stand in the same area as which, and in the same group of it.

        Args:
            labels: ``n`` labels.
            others: ``m`` labels.

        Returns:
            Two sparse matrices (n, m) of 0 and 1; rows of labels that none placed are empty.
        """
        here, there = [[self.find(label) for label in some] for some in (labels, others)]
        areas = _same([at and at.area for at in here], [at and at.area for at in there])
        return areas, _same(list(here), list(there))


@lru_cache(maxsize=1)
def load_placed_labels() -> PlacedLabels:
    """Read the shipped places in the shipped areas, once a process."""
    areas = pd.read_csv(reference_file("hobby__areas.csv"))
    return PlacedLabels(pd.read_csv(reference_file("hobby__placed_labels.csv")), areas)


def placed_apart(
    places: Sequence[object | None], left: Sequence[int], right: Sequence[int]
) -> NDArray[np.bool_]:
    """Tell which pairs of positions, (n,), have two known places that differ.

    Args:
        places: Places, or their areas alone; None where no reader placed anything.
        left: ``n`` positions.
        right: ``n`` positions.
    """
    return np.array(
        [
            None not in (places[i], places[j]) and places[i] != places[j]
            for i, j in zip(left, right, strict=True)
        ],
        dtype=np.bool_,
    )


def _same(here: Sequence[object | None], there: Sequence[object | None]) -> sparse.csr_matrix:
    number = {key: at for at, key in enumerate(dict.fromkeys([*here, *there]))}

    def membership(keys: Sequence[object | None]) -> sparse.csr_matrix:
        rows = np.array([row for row, key in enumerate(keys) if key is not None], dtype=np.int64)
        columns = np.array([number[key] for key in keys if key is not None], dtype=np.int64)
        shape = (len(keys), max(len(number), 1))
        return sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape)

    return (membership(here) @ membership(there).T).tocsr()


NONE_PLACED = PlacedLabels(
    pd.DataFrame(columns=["label", "area", "group_name"]), pd.DataFrame(columns=["area"])
)
"""No reviewed places: areas are known by their names and examples alone."""
