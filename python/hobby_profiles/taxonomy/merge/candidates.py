"""Which pairs of labels are worth a look."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from itertools import combinations

import numpy as np
import pandas as pd

from hobby_profiles.core.vectors import near_pairs
from hobby_profiles.language import pack
from hobby_profiles.taxonomy.base import Vectors
from hobby_profiles.taxonomy.merge.forms import LabelForm
from hobby_profiles.taxonomy.merge.settings import MergeSettings

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
