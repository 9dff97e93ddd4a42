"""What labels mean to the pair model: vectors, and how near is near around a label."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
import pandas as pd

from hobby_profiles.core.vectors import top_positions
from hobby_profiles.language.translations import english_labels
from hobby_profiles.taxonomy.base import Embed, Vectors

Rests = tuple[tuple[str, ...], tuple[str, ...]]
"""Words left over on either side."""

_CHUNK = 4096
_NO_SPREAD = 1e-9
_PAIRS_FILE = "synonym_pairs.csv"
_TEMPLATE = "the hobby of {}"
_DECIMALS = 5
_NEAR = 20
_CROWD = 10
_BLOCK_ROWS = 1024
_SELF_COSINE = 0.97
"""A reference phrase this near is the label itself in another form, and says nothing of how
crowded its surroundings are."""


@dataclass(frozen=True)
class Meanings:
    """Vectors that the pair model reads.

    Attributes:
        labels: Unit rows of the labels, shape (n, d).
        hobbies: Unit rows of "the hobby of <label>", shape (n, d).
        similar: Cosines of the labels to a fixed list of r reference phrases, shape (n, r).
        near: Positions of each label's nearest reference phrases, best first, shape (n, k).
        density: Mean cosine of a label to its nearest reference phrases, shape (n,): how near is
            near where this label lies.
        embed: Embeds words.
    """

    labels: Vectors
    hobbies: Vectors
    similar: np.ndarray
    near: np.ndarray
    density: np.ndarray
    embed: Embed


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


def cosines(vectors: Vectors, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Cosine of each pair of rows, shape (m,)."""
    found = np.zeros(len(left))
    for rows in _chunks(len(left)):
        products = vectors[left[rows]].astype(np.float64) * vectors[right[rows]]
        found[rows] = products.sum(axis=1)
    return found


def likeness(meanings: Meanings, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Correlation of two labels' cosines to the reference phrases that are near to either."""
    found = np.zeros(len(left))
    for rows in _chunks(len(left)):
        near = np.hstack([meanings.near[left[rows]], meanings.near[right[rows]]])
        one, other = (
            np.take_along_axis(meanings.similar[side[rows]], near, axis=1).astype(np.float64)
            for side in (left, right)
        )
        one -= one.mean(axis=1, keepdims=True)
        other -= other.mean(axis=1, keepdims=True)
        spread = np.sqrt((one**2).sum(axis=1) * (other**2).sum(axis=1))
        found[rows] = (one * other).sum(axis=1) / np.maximum(spread, _NO_SPREAD)
    return found


def _chunks(count: int) -> list[slice]:
    return [slice(start, start + _CHUNK) for start in range(0, count, _CHUNK)]


def rest_cosines(rests: list[Rests], embed: Embed) -> np.ndarray:
    """Cosine of the mean vectors of the words left over on either side; 0 where a side has none."""
    vocabulary = sorted({word for one, other in rests if one and other for word in (*one, *other)})
    result = np.zeros(len(rests))
    if not vocabulary:
        return result
    vectors = embed(vocabulary).astype(np.float64)
    position = {word: at for at, word in enumerate(vocabulary)}
    means: dict[tuple[str, ...], np.ndarray] = {}

    def mean(parts: tuple[str, ...]) -> np.ndarray:
        if parts not in means:
            total = vectors[[position[word] for word in parts]].sum(axis=0)
            means[parts] = total / np.linalg.norm(total)
        return means[parts]

    for at, (one, other) in enumerate(rests):
        if one and other:
            result[at] = mean(one) @ mean(other)
    return result


def read_in_english(labels: list[str], vectors: Vectors, embed: Embed) -> tuple[list[str], Vectors]:
    """Read labels as English ones.

    Args:
        labels: n labels in any language.
        vectors: Unit rows, shape (n, d).
        embed: Embeds phrases.

    Returns:
        What each label is read as, itself where nothing is known of it; and the vectors of that.
    """
    reading = english_labels(labels)
    said = [reading[label] for label in labels]
    changed = np.flatnonzero([one != other for one, other in zip(labels, said, strict=True)])
    if len(changed):
        vectors = vectors.copy()
        vectors[changed] = embed([said[row] for row in changed])
    return said, vectors
