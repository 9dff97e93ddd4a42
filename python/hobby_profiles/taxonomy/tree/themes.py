"""The third reviewed level: which topics of an area belong to one of its named groups."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hobby_profiles.labels.placed_labels import NONE_PLACED, Place, PlacedLabels
from hobby_profiles.taxonomy.base import Embed, Vectors, split_terms
from hobby_profiles.taxonomy.names.words import fold

_PARTS = re.compile(r"&|,")
# Cosine to a part of a group's name from which a topic belongs to it; in an area with more topics
# than fit on its page, the nearest join groups down to the lower one.
_LEAST, _LEAST_IN_A_CROWD = 0.5, 0.35
# Share of an area's products from which a topic is a head that stands in the area itself, unless
# the group's name says it.
_HEAD_SHARE = 0.1
# A topic is as near to a group as the mean of so many of the labels that readers placed there.
_MEMBERS_COMPARED = 3
# On a crowded page a reviewed group is worth a line from so many topics on.
_SMALLEST_IN_A_CROWD = 2
_DECIMALS = 6

Places = NDArray[np.int64]


class Themes:
    """The named groups of every reviewed area."""

    def __init__(
        self, areas: pd.DataFrame, embed: Embed, placed: PlacedLabels = NONE_PLACED
    ) -> None:
        """Read the names of the groups and embed their parts ("Dragons & unicorns" are two).

        Args:
            areas: One row an area: ``area`` and ``group_names``, parted by ';'.
            embed: Texts to unit rows, shape (n, dimensions).
            placed: Reviewed places of labels.
        """
        self.names: dict[str, list[str]] = {
            str(area): split_terms(str(names))
            for area, names in zip(areas["area"], areas["group_names"].fillna(""), strict=True)
        }
        parts = {part for area, names in self.names.items() for part in _parts(area, *names)}
        self._members: dict[str, list[str]] = {}
        for area in self.names:
            for label, group in placed.in_area(area):
                self._members.setdefault(group, []).append(label)
        parts.update(*self._members.values())
        texts = sorted(parts)
        self._row_of = {text: row for row, text in enumerate(texts)}
        self._vectors = embed(texts) if texts else np.zeros((0, 0), dtype=np.float32)

    def of_area(
        self,
        area: str,
        labels: list[str],
        vectors: Vectors,
        counts: NDArray[np.int64],
        reviewed: Sequence[Place | None],
        *,
        smallest: int,
        room: int,
    ) -> Places:
        """Which group of an area each of its topics belongs to.

        Args:
            area: Name of the area.
            labels: Labels of its topics, shape (n,).
            vectors: Their unit rows, shape (n, dimensions).
            counts: Their products.
            reviewed: Where a reader placed each of them, None for those that none placed.
            smallest: Fewest topics of a group.
            room: Most children, groups and topics, that the area may have.

        Returns:
            Position in the area's list of names; -1 for topics that stand in the area itself: those
            placed there, nearer to the area's name than to a group's, heads, and near nothing.
        """
        names = self.names.get(area, [])
        if not names or not labels:
            return np.full(len(labels), -1, dtype=np.int64)
        fits = np.stack([self._fit(vectors, name) for name in names], axis=1)
        said = [fold(label) for label in labels]
        for at, name in enumerate(names):
            fits[[_is_broader(label, name) for label in said], at] = -1.0
        best = fits.argmax(axis=1)
        value = fits.max(axis=1)
        is_head = heads(counts)
        may_join = ~is_head | [
            _says(names[at], label) for label, at in zip(said, best, strict=True)
        ]
        is_told = np.array([place is not None for place in reviewed])
        may_join &= ~is_told
        joins = may_join & (value >= _LEAST) & (value >= self._fit(vectors, area))
        position = {name: at for at, name in enumerate(names)}
        told = [-1 if place is None else position.get(place.group, -1) for place in reviewed]
        found = np.where(is_told, told, np.where(joins, best, -1))
        places = _large_ones(found, smallest)
        if _child_count(places) > room:
            crowd = may_join & (places < 0) & (value >= _LEAST_IN_A_CROWD)
            places = _large_ones(np.where(crowd, best, found), _SMALLEST_IN_A_CROWD)
        return self._without_namesakes(places, names, said, room)

    def _without_namesakes(
        self, places: Places, names: list[str], said: list[str], room: int
    ) -> Places:
        """Open the groups that are called like one of the area's topics, as far as there is room.

        The topic stands for its group in the area, where readers look for it.
        """
        sizes = {int(at): int((places == at).sum()) for at in np.unique(places[places >= 0])}
        for at in sorted(sizes, key=lambda at: (sizes[at], at)):
            opened = np.where(places == at, -1, places)
            if fold(names[at]) in said and _child_count(opened) <= room:
                places = opened
        return places

    def _fit(self, vectors: Vectors, name: str) -> NDArray[np.float64]:
        """Cosine of each topic to the nearest part of a name, or to members of the group."""
        rows = [self._row_of[part] for part in _parts(name)]
        fits = (vectors @ self._vectors[rows].T).max(axis=1)
        members = [self._row_of[label] for label in self._members.get(name, ())]
        if len(members) >= _MEMBERS_COMPARED:
            cosines = np.sort(vectors @ self._vectors[members].T, axis=1)
            fits = np.maximum(fits, cosines[:, -_MEMBERS_COMPARED:].mean(axis=1))
        return np.asarray(fits.round(_DECIMALS))


def heads(counts: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which topics of an area, by their products, are its heads."""
    return np.asarray(counts >= _HEAD_SHARE * counts.sum())


def _parts(*names: str) -> list[str]:
    """A name and what it is joined of, in lower case."""
    parts = {part.strip().casefold() for name in names for part in (name, *_PARTS.split(name))}
    return sorted(part for part in parts if part)


def _says(name: str, label: str) -> bool:
    """Whether a name holds all words of a folded label."""
    return set(label.split()) <= set(fold(name).split())


def _is_broader(label: str, name: str) -> bool:
    """Whether a folded label is more general than a part of a name ("computers", "Apple ...")."""
    own = set(label.split())
    parts = [set(fold(part).split()) for part in _PARTS.split(name)]
    return own not in parts and any(own < part for part in parts)


def _child_count(places: Places) -> int:
    """Children of an area: its groups and the topics that are in none."""
    return int((places < 0).sum()) + len(np.unique(places[places >= 0]))


def _large_ones(places: Places, smallest: int) -> Places:
    """Only groups of enough topics, and none that would be all there is."""
    found, sizes = np.unique(places[places >= 0], return_counts=True)
    kept = found[(sizes >= smallest) & (sizes < len(places))]
    return np.where(np.isin(places, kept), places, -1)
