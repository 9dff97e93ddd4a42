"""What is fitted on the memory besides the ranker: linear heads, product types, label habits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hobby_profiles.labels.embedded.examples import CLEAR_GRADE, Examples, clear_hits
from hobby_profiles.labels.embedded.vocabulary import Vocabulary
from hobby_profiles.labels.texts.views import TextViews

_RIDGE = 3.0
_PRIOR_TEXTS = 2.0
"""A type's or label's own share counts fully only with many texts: this many are added at the
overall share."""


@dataclass(frozen=True)
class Heads:
    """Fitted tables; ``L`` labels, ``T`` types, ``d`` dimensions.

    Attributes:
        weights: (d + 1, L + 1) ridge regression of "label is clearly right" on the text's vector;
            the last column is "any label is".
        label_share: (L,) share of texts for which the label is clearly right.
        type_rows: Row of each type.
        type_hits: (T, L) texts of the type for which the label is clearly right.
        type_texts: (T,) texts of the type.
        type_clear: (T,) texts of the type with any clear label.
        clear_share: Share of all texts with any clear label.
        uses: (L,) times that the label was recorded.
        mean_grade: (L,) its mean grade; 3.5 if it never was.
        share_clear: (L,) share of its grades that are clear, drawn to the overall one.
    """

    weights: NDArray[np.float32]
    label_share: NDArray[np.float32]
    type_rows: dict[str, int]
    type_hits: NDArray[np.float32]
    type_texts: NDArray[np.float32]
    type_clear: NDArray[np.float32]
    clear_share: float
    uses: NDArray[np.float32]
    mean_grade: NDArray[np.float32]
    share_clear: NDArray[np.float32]

    def linear(self, views: TextViews) -> NDArray[np.float32]:
        """Score every label for every text: (n, L + 1), the last column "any label"."""
        return np.asarray(views.vectors @ self.weights[:-1] + self.weights[-1], dtype=np.float32)

    def type_row(self, views: TextViews) -> NDArray[np.int64]:
        """Row of each text's type; the last row, which is empty, for one never seen."""
        none = len(self.type_rows)
        return np.array([self.type_rows.get(kind, none) for kind in views.types], dtype=np.int64)


def fit_heads(examples: Examples, vocabulary: Vocabulary) -> Heads:
    """Fit the tables on labelled texts.

    Args:
        examples: ``n`` texts.
        vocabulary: ``L`` labels.

    Returns:
        The tables, the same for the same texts in the same order.
    """
    any_clear = (examples.grades >= CLEAR_GRADE).any(axis=1).astype(np.float32)
    padded = np.hstack([examples.views.vectors, np.ones((len(examples), 1), np.float32)])
    inner = padded.T @ padded + _RIDGE * np.eye(padded.shape[1], dtype=np.float32)
    targets = np.zeros((padded.shape[1], len(vocabulary) + 1), dtype=np.float32)
    targets[:, -1] = padded.T @ any_clear
    types = sorted(set(examples.views.types) - {""})
    type_rows = {kind: row for row, kind in enumerate(types)}
    row = np.array([type_rows.get(kind, len(types)) for kind in examples.views.types], np.int64)
    order = np.argsort(row, kind="stable")
    firsts, starts = np.unique(row[order], return_index=True)
    type_hits = np.zeros((len(types) + 1, len(vocabulary)), dtype=np.float32)
    label_share = np.zeros(len(vocabulary), dtype=np.float32)
    for columns, hits in clear_hits(examples, vocabulary):
        targets[:, :-1][:, columns] = padded.T @ hits
        type_hits[firsts, columns] = np.add.reduceat(hits[order], starts, axis=0)
        label_share[columns] = hits.mean(axis=0)
    type_texts = np.bincount(row, minlength=len(types) + 1).astype(np.float32)
    type_clear = np.bincount(row, any_clear, len(types) + 1).astype(np.float32)
    # The last row stands for types never seen: no texts, so that the overall share is taken.
    type_hits[-1], type_texts[-1], type_clear[-1] = 0.0, 0.0, 0.0
    uses, mean_grade, share_clear = _habits(examples, len(vocabulary))
    return Heads(
        weights=np.linalg.solve(inner, targets).astype(np.float32),
        label_share=label_share,
        type_rows=type_rows,
        type_hits=type_hits,
        type_texts=type_texts,
        type_clear=type_clear,
        clear_share=float(any_clear.mean()) if len(examples) else 0.0,
        uses=uses,
        mean_grade=mean_grade,
        share_clear=share_clear,
    )


def drawn_to(
    share: NDArray[np.float32] | float, hits: NDArray[np.float32], texts: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Share of hits among texts, drawn to an overall share as if two more texts had it."""
    return np.asarray((hits + _PRIOR_TEXTS * share) / (texts + _PRIOR_TEXTS), dtype=np.float32)


def _habits(
    examples: Examples, size: int
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    """How often each label was recorded, its mean grade and its share of clear grades."""
    recorded = examples.labels >= 0
    labels, grades = examples.labels[recorded], examples.grades[recorded]
    uses = np.bincount(labels, minlength=size).astype(np.float32)
    sums = np.bincount(labels, grades, size).astype(np.float32)
    clear = np.bincount(labels, grades >= CLEAR_GRADE, size).astype(np.float32)
    overall = float((grades >= CLEAR_GRADE).mean()) if len(grades) else 0.0
    mean_grade = np.where(uses > 0, sums / np.maximum(uses, 1), 3.5).astype(np.float32)
    return uses, mean_grade, drawn_to(overall, clear, uses)
