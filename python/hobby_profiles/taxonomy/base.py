"""Shapes shared by the stages of the taxonomy: tables of labels and their unit vectors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hobby_profiles.core.errors import InputError
from hobby_profiles.core.vectors import unit_rows
from hobby_profiles.labels.placed_labels import PlacedLabels

Vectors = NDArray[np.float32]
Embed = Callable[[Sequence[str]], Vectors]
"""Texts to unit rows, shape (n, dimensions)."""

_TERM_SEPARATOR = ";"


def embedding_matrix(embeddings: Iterable[object]) -> Vectors:
    """Stack a column of vectors, as a warehouse returns it, into a matrix of unit rows.

    Args:
        embeddings: One sequence of numbers per row, all of one length.

    Returns:
        Shape (n, d), float32, unit rows; shape (0, 0) for no rows.

    Raises:
        InputError: If the vectors differ in length.
    """
    rows = [np.asarray(row, dtype=np.float32) for row in embeddings]
    if not rows:
        return np.zeros((0, 0), dtype=np.float32)
    lengths = sorted({row.shape[0] for row in rows})
    if len(lengths) > 1:
        raise InputError(
            f"The label vectors have different lengths ({lengths}): they were made by different "
            "embedding models. Rebuild int_hobby__labels_embedded with `dbt build --full-refresh`."
        )
    return unit_rows(np.stack(rows))


def depths(tree: pd.DataFrame) -> list[int]:
    """Levels of every topic from the top, which is 1; a parent that is not there is the top.

    Args:
        tree: ``topic_id``, ``parent_topic_id``.
    """
    parent = dict(zip(tree["topic_id"], tree["parent_topic_id"], strict=True))
    found = []
    for topic in tree["topic_id"]:
        depth, above = 1, parent[topic]
        while above in parent:
            depth, above = depth + 1, parent[above]
        found.append(depth)
    return found


def split_terms(terms: str) -> list[str]:
    """The terms of a list written in one field, parted by ';'."""
    return [part.strip() for part in terms.split(_TERM_SEPARATOR) if part.strip()]


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
