"""Which pairs of labels are worth a look."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from itertools import combinations

import numpy as np
import pandas as pd

from hobby_profiles.core.progress import progress
from hobby_profiles.language import pack
from hobby_profiles.taxonomy.base import Vectors
from hobby_profiles.taxonomy.merge.forms import LabelForm
from hobby_profiles.taxonomy.merge.settings import MergeSettings

_BLOCK_ROWS = 1024
_DECIMALS = 5
_NEIGHBOURS = 20
_FAR_COSINE = 0.7
"""Labels without a word in common that are not nearer than this are never merged by the model."""


def candidate_pairs(
    forms: list[LabelForm], vectors: Vectors, settings: MergeSettings
) -> pd.DataFrame:
    """List the pairs that may name one hobby.

    Args:
        forms: The labels, n of them.
        vectors: Unit rows, shape (n, d).
        settings: From which cosine on labels are compared.

    Returns:
        left, right (positions, left < right), sorted, each pair once: near labels with a word or a
        WordNet sense in common, very near labels, and labels of equal form however far apart.
    """
    near = near_pairs(vectors, _NEIGHBOURS, settings.merge_min_cosine)
    known = [frozenset().union(*map(pack().roots, form.words), form.senses) for form in forms]
    first = [{word[0] for word in form.words} for form in forms]
    kept = [
        (i, j)
        for i, j, cosine in zip(
            near["left"].tolist(), near["right"].tolist(), near["cosine"].tolist(), strict=True
        )
        if cosine >= _FAR_COSINE
        or not known[i].isdisjoint(known[j])
        or (forms[i].joined == forms[j].joined)
        or (_is_short(forms[i], forms[j]) and first[i] & first[j])
    ]
    same = _equal((form.normal for form in forms), len(forms))
    same |= _equal((form.joined for form in forms), len(forms))
    pairs = sorted({*kept, *same})
    grid = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return pd.DataFrame({"left": grid[:, 0], "right": grid[:, 1]})


def _is_short(a: LabelForm, b: LabelForm) -> bool:
    """Whether one label may be short for words of the other."""
    return len(a.words) != len(b.words)


def _equal(keys: Iterable[Hashable], count: int) -> set[tuple[int, int]]:
    groups: dict[Hashable, list[int]] = {}
    for position, key in zip(range(count), keys, strict=True):
        groups.setdefault(key, []).append(position)
    return {pair for group in groups.values() for pair in combinations(group, 2)}


def near_pairs(vectors: Vectors, count: int, min_cosine: float) -> pd.DataFrame:
    """List the pairs of rows of which one is among the other's nearest.

    Args:
        vectors: Unit rows, shape (n, d).
        count: Neighbours per row that count as near, itself left out.
        min_cosine: Pairs below this cosine are left out.

    Returns:
        left, right (positions, left < right), cosine; sorted by left, right.
    """
    parts = []
    with progress("Comparing labels", len(vectors), unit="labels") as advance:
        for start in range(0, len(vectors), _BLOCK_ROWS):
            block = vectors[start : start + _BLOCK_ROWS] @ vectors.T
            np.round(block, _DECIMALS, out=block)
            parts.append(_nearest_above(block, start, count, min_cosine))
            advance(len(block))
    found = pd.concat(parts, ignore_index=True)
    forward = found["from"] < found["to"]
    found["left"] = np.where(forward, found["from"], found["to"])
    found["right"] = np.where(forward, found["to"], found["from"])
    return found.groupby(["left", "right"], as_index=False, sort=True).agg(cosine=("cosine", "max"))


def _nearest_above(block: np.ndarray, start: int, count: int, least: float) -> pd.DataFrame:
    """Best ``count`` columns of each row from a value on, the row's own column left out."""
    row, column = np.nonzero(block >= least)
    other = column != row + start
    row, column = row[other], column[other]
    cosine = block[row, column]
    order = np.lexsort((column, -cosine, row))
    row, column, cosine = row[order], column[order], cosine[order]
    first = np.searchsorted(row, np.arange(len(block)))
    rank = np.arange(len(row)) - first[row] + 1
    near = rank <= count
    return pd.DataFrame({"from": row[near] + start, "to": column[near], "cosine": cosine[near]})
