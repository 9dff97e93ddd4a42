"""Names made of two labels, for topics that no general term fits."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hobby_profiles.taxonomy.base import Vectors
from hobby_profiles.taxonomy.names.cases import GivenName
from hobby_profiles.taxonomy.names.words import display_name, fold, joined

LONGEST_NAME = 34
"""Most characters of a name."""

# Two labels of a name say different things, but not unrelated ones.
_PAIR_LEAST, _PAIR_MOST = 0.3, 0.85
_WEIGHT_USE = 0.03

Weights = NDArray[np.float64]


def pair_name(
    labels: Sequence[str],
    vectors: Vectors,
    weight: Weights,
    forbidden: set[str],
    parent_words: set[str],
) -> GivenName:
    """A name of the two labels that together are nearest to all labels of a topic.

    Args:
        labels: Labels, the most used first, shape (n,).
        vectors: Their unit rows, shape (n, dimensions).
        weight: Their weights, shape (n,).
        forbidden: Folded names that are taken.
        parent_words: Words of the parent's name; a label of nothing else is no part of a name.
    """
    fair = [
        row
        for row, label in enumerate(labels)
        if len(label) <= LONGEST_NAME - 8 and not set(fold(label).split()) <= parent_words
    ] or list(range(len(labels)))
    cosines = (vectors @ vectors.T).astype(np.float64).round(6)
    share = weight / weight.sum()
    use = _WEIGHT_USE * np.log1p(weight)
    first = max(fair, key=lambda row: (round(float(share @ cosines[row] + use[row]), 6), -row))
    ranked: list[tuple[float, int]] = []
    for row in fair:
        if row != first and _PAIR_LEAST <= cosines[first, row] <= _PAIR_MOST:
            together = np.maximum(cosines[first], cosines[row])
            ranked.append((-round(float(share @ together + use[row]), 6), row))
    for value, row in sorted(ranked):
        name = joined(labels[first], labels[row])
        if fold(name) not in forbidden and len(name) <= LONGEST_NAME:
            return GivenName(display_name(name), "pair", min(1.0, max(0.0, -value)))
    return GivenName(_free(labels, fair, first, forbidden), "pair", 0.0)


def _free(labels: Sequence[str], fair: list[int], first: int, forbidden: set[str]) -> str:
    """The best label, or the next one that is free; a number tells names apart in the end."""
    for row in [first, *fair]:
        name = display_name(labels[row][:LONGEST_NAME])
        if fold(name) and fold(name) not in forbidden:
            return name
    base, number = display_name(labels[first][:LONGEST_NAME]), 2
    while fold(f"{base} {number}") in forbidden:
        number += 1
    return f"{base} {number}"
