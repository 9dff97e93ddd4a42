"""Reference pairs the pair model is fitted on, and how near is near around a label."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

import numpy as np
import pandas as pd

from hobby_profiles.core.vectors import top_positions
from hobby_profiles.taxonomy.base import Vectors
from hobby_profiles.taxonomy.merge.features import Embed, Meanings

_PAIRS_FILE = "synonym_pairs.csv"
_TEMPLATE = "the hobby of {}"
_DECIMALS = 5
_NEAR = 20
_CROWD = 10
_BLOCK_ROWS = 1024
_SELF_COSINE = 0.97
"""A reference phrase this near is the label itself in another form, and says nothing of how
crowded its surroundings are."""


@lru_cache(maxsize=1)
def reference_pairs() -> pd.DataFrame:
    """Pairs of labels, reviewed by hand, that ship with the package.

    Returns:
        phrase_a, phrase_b, same (1: one hobby, 0: two), note (form, synonym, sibling,
        parent-child, look-alike).
    """
    with files("hobby_profiles.taxonomy").joinpath("data", _PAIRS_FILE).open("rb") as file:
        return pd.read_csv(file)


def label_meanings(labels: Sequence[str], vectors: Vectors, embed: Embed) -> Meanings:
    """Compute what the pair model reads of the labels' meanings.

    Among dog breeds a cosine of 0.8 is far, among crafts it is near. How similar two labels are to
    a fixed list of phrases (those of the reference pairs) tells which, and does not depend on how
    many labels a shop has.

    Args:
        labels: The labels, n of them.
        vectors: Unit rows, shape (n, d).
        embed: Embeds phrases and words.
    """
    pairs = reference_pairs()
    phrases = sorted({*pairs["phrase_a"], *pairs["phrase_b"]})
    references = embed(phrases)
    similar = np.empty((len(vectors), len(phrases)), dtype=np.float32)
    near = np.empty((len(vectors), min(_NEAR, len(phrases))), dtype=np.int64)
    density = np.empty(len(vectors))
    for start in range(0, len(vectors), _BLOCK_ROWS):
        rows = slice(start, start + _BLOCK_ROWS)
        similar[rows] = np.round(vectors[rows] @ references.T, _DECIMALS)
        near[rows] = top_positions(similar[rows], near.shape[1])
        cosines = np.take_along_axis(similar[rows], near[rows], axis=1)
        others = cosines <= _SELF_COSINE
        others &= np.cumsum(others, axis=1) <= _CROWD
        density[rows] = (cosines * others).sum(axis=1) / np.maximum(others.sum(axis=1), 1)
    return Meanings(
        labels=vectors,
        hobbies=embed([_TEMPLATE.format(label) for label in labels]),
        similar=similar,
        near=near,
        density=density,
        embed=embed,
    )
