"""What is counted in the memory: what texts tell of labels, label habits, linear maps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from hobby_profiles.labels.embedded.evidence.examples import CLEAR_GRADE, Examples
from hobby_profiles.labels.embedded.evidence.product_types import ProductTypes
from hobby_profiles.labels.embedded.evidence.words import WordIndex
from hobby_profiles.labels.embedded.vocabulary import Vocabulary

_RIDGE = 3.0
_PRIOR_TEXTS = 2.0
"""A share counts fully only with many texts: this many are added at the overall share."""


@dataclass(frozen=True)
class Habits:
    """How each of ``L`` labels was recorded.

    Attributes:
        uses: (L,) times that the label was recorded.
        mean_grade: (L,) its mean grade; 3.5 if it never was.
        share_clear: (L,) share of its grades that are clear, drawn to the overall one.
        trap_share: (L,) share of traps among its clear uses and traps, likes counted.
        named_share: (L,) share of the texts whose title holds the label's words for which the
            label, or one that means the same, is clearly right; drawn to the overall one.
    """

    uses: NDArray[np.float32]
    mean_grade: NDArray[np.float32]
    share_clear: NDArray[np.float32]
    trap_share: NDArray[np.float32]
    named_share: NDArray[np.float32]


@dataclass(frozen=True)
class Heads:
    """Fitted tables; ``L`` labels, ``d`` dimensions, ``V`` words.

    Attributes:
        types: What texts of each product type have.
        habits: How each label was recorded.
        weights: (d + 1, L + 1) ridge regression of "label is clearly right" on the text's vector;
            the last column is "any label is".
        words: Labelled texts by their words.
        word_labels: (V, d) mean vector of the clear labels of the texts with a word.
    """

    types: ProductTypes
    habits: Habits
    weights: NDArray[np.float32]
    words: WordIndex
    word_labels: NDArray[np.float32]

    def linear(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Score every label for every text: (n, L + 1), the last column "any label"."""
        return np.asarray(vectors @ self.weights[:-1] + self.weights[-1], dtype=np.float32)


def fit_heads(examples: Examples, vocabulary: Vocabulary) -> Heads:
    """Fit the tables on labelled texts.

    Args:
        examples: ``n`` texts.
        vocabulary: ``L`` labels.

    Returns:
        The tables, the same for the same texts in the same order.
    """
    clear = examples.clear(len(vocabulary))
    hits = clear @ vocabulary.alike
    hits.data[:] = 1.0
    any_clear = (examples.grades >= CLEAR_GRADE).any(axis=1).astype(np.float32)
    label_vectors = clear @ vocabulary.vectors
    count = np.asarray(clear.sum(axis=1)).reshape(-1, 1)
    mean_labels = np.asarray(label_vectors / np.maximum(count, 1), dtype=np.float32)
    centre = mean_labels[any_clear > 0].mean(axis=0) if any_clear.any() else mean_labels[:1].sum(0)
    centred = np.where(count > 0, mean_labels - centre, 0.0).astype(np.float32)
    words = WordIndex.of(examples.views.stems)
    return Heads(
        types=ProductTypes.of(examples, hits, centred, vocabulary),
        habits=_habits(examples, hits, vocabulary),
        weights=_ridge(examples.views.vectors, hits, any_clear),  # type: ignore[arg-type]
        words=words,
        word_labels=words.told(centred),
    )


def drawn_to(
    share: NDArray[np.float32] | float, hits: NDArray[np.float32], texts: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Share of hits among texts, drawn to an overall share as if two more texts had it."""
    return np.asarray((hits + _PRIOR_TEXTS * share) / (texts + _PRIOR_TEXTS), dtype=np.float32)


def _ridge(
    vectors: NDArray[np.float32], hits: sparse.csr_array, any_clear: NDArray[np.float32]
) -> NDArray[np.float32]:
    padded = np.hstack([vectors, np.ones((len(vectors), 1), np.float32)])
    inner = padded.T @ padded + _RIDGE * np.eye(padded.shape[1], dtype=np.float32)
    targets = np.hstack([(hits.T @ padded).T, (padded.T @ any_clear)[:, None]])
    return np.linalg.solve(inner, targets).astype(np.float32)


def _habits(examples: Examples, hits: sparse.csr_array, vocabulary: Vocabulary) -> Habits:
    size = len(vocabulary)
    recorded = examples.labels >= 0
    labels, grades = examples.labels[recorded], examples.grades[recorded]
    uses = np.bincount(labels, minlength=size).astype(np.float32)
    sums = np.bincount(labels, grades, size).astype(np.float32)
    clear = np.bincount(labels, grades >= CLEAR_GRADE, size).astype(np.float32)
    overall = float((grades >= CLEAR_GRADE).mean()) if len(grades) else 0.0
    traps = examples.traps[examples.traps >= 0]
    likes = vocabulary.alike
    trapped = np.asarray(likes @ np.bincount(traps, minlength=size).astype(np.float32))
    used = np.asarray(hits.sum(axis=0)).ravel()
    all_traps = len(traps) / max(len(traps) + float(clear.sum()), 1.0)
    named, right = examples.named_counts(size)
    named_overall = float(right.sum() / max(named.sum(), 1.0))
    return Habits(
        uses=uses,
        mean_grade=np.where(uses > 0, sums / np.maximum(uses, 1), 3.5).astype(np.float32),
        share_clear=drawn_to(overall, clear, uses),
        trap_share=drawn_to(all_traps, trapped, trapped + used),
        named_share=drawn_to(named_overall, right, named),
    )
