"""The evidence that the judge weighs for a (text, label) pair."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hobby_profiles.embedding import EmbeddingModel, embed_texts
from hobby_profiles.labels.judge_associations import Associations, Floats, row_products
from hobby_profiles.labels.judge_words import title_stems

EVIDENCE = (
    "title_likeness",
    "label_likeness",
    "type_association",
    "word_association",
    "title_overlap",
    "usual_grade",
    "usual_share",
)
"""Columns of the evidence, in the order of the coefficients."""

_CHUNK_TEXTS = 8_192
_DECIMALS = 6


def gather_evidence(
    pairs: pd.DataFrame, associations: Associations, model: EmbeddingModel
) -> pd.DataFrame:
    """Measure what speaks for a label, none of it from the nearest labelled texts.

    - ``title_likeness``: cosine of title and label, in standard deviations above the title's
      cosines to the thousand most used labels: how the label ranks for this title.
    - ``label_likeness``: the same cosine, in standard deviations above the label's cosines to
      four thousand titles: how the title ranks for this label.
    - ``type_association``: log ratio of the label's share on the product type to its share on all.
    - ``word_association``: nearness to the labels that go with the title's words elsewhere.
    - ``title_overlap``: share of the label's words that stand in the title.
    - ``usual_grade``, ``usual_share``: grade and (log) share of texts of labels like this one.

    Args:
        pairs: ``product_name``, ``category_path``, ``label``; one row per pair, any order.
        associations: Statistics of the memory.
        model: Gives the vectors.

    Returns:
        `EVIDENCE`, one row per pair in the same order, rounded to six decimals; a pair's values do
        not depend on the other pairs.
    """
    titles, title_row = _distinct(pairs["product_name"])
    types, type_row = _distinct(pairs["category_path"])
    labels, label_row = _distinct(pairs["label"])
    label_vectors = embed_texts(labels, model=model).astype(np.float64)
    places = np.column_stack([title_row, label_row])
    title_likeness, label_likeness = _likeness(
        embed_texts(titles, model=model), label_vectors, places, associations
    )
    title_words = [title_stems(title) for title in titles]
    usual_share, usual_grade = associations.usual(labels)
    columns = {
        "title_likeness": title_likeness,
        "label_likeness": label_likeness,
        "type_association": associations.with_types(
            labels, types, np.column_stack([type_row, label_row])
        ),
        "word_association": associations.with_words(label_vectors, title_words, places),
        "title_overlap": _overlap(title_words, labels, places),
        "usual_grade": usual_grade[label_row],
        "usual_share": usual_share[label_row],
    }
    return pd.DataFrame(columns, index=pairs.index, columns=list(EVIDENCE)).round(_DECIMALS)


def _distinct(values: pd.Series) -> tuple[list[str], NDArray[np.int64]]:
    """Sorted distinct values and each row's place among them: free of the order of rows."""
    codes, distinct = pd.factorize(values.astype(str), sort=True)
    return list(distinct), codes.astype(np.int64)


def _likeness(
    titles: NDArray[np.float32],
    labels: Floats,
    places: NDArray[np.int64],
    associations: Associations,
) -> tuple[Floats, Floats]:
    cosines = row_products(titles, labels, places)
    title_mean, title_spread = _spread(titles, associations.background_labels)
    label_mean, label_spread = _spread(labels, associations.background_texts)
    title_row, label_row = places.T
    return (
        (cosines - title_mean[title_row]) / title_spread[title_row],
        (cosines - label_mean[label_row]) / label_spread[label_row],
    )


def _spread(vectors: NDArray[np.floating], background: Floats) -> tuple[Floats, Floats]:
    """Mean and standard deviation of each vector's cosines to the background."""
    means, spreads = [np.zeros(0)], [np.zeros(0)]
    for start in range(0, len(vectors) if len(background) else 0, _CHUNK_TEXTS):
        cosines = vectors[start : start + _CHUNK_TEXTS].astype(np.float64) @ background.T
        means.append(cosines.mean(axis=1))
        spreads.append(np.maximum(cosines.std(axis=1), 1e-6))
    if not len(background):
        return np.zeros(len(vectors)), np.ones(len(vectors))
    return np.concatenate(means), np.concatenate(spreads)


def _overlap(
    titles: Sequence[frozenset[str]], labels: Sequence[str], places: NDArray[np.int64]
) -> Floats:
    stems = [title_stems(label) for label in labels]
    return np.array(
        [len(stems[label] & titles[title]) / max(1, len(stems[label])) for title, label in places],
        dtype=np.float64,
    )
