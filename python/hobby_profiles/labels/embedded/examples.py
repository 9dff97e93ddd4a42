"""The memory as arrays: labelled texts, their labels' row numbers and grades."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from hobby_profiles.labels.embedded.vocabulary import SAME_HOBBY_COSINE, Vocabulary
from hobby_profiles.labels.memory import Memory
from hobby_profiles.labels.texts.views import TextViews

CLEAR_GRADE = 4
"""Grade from which a recorded label counts as right: a 3 is plausible, often on everyday items."""

_MOST_LABELS = 6
_LABELS_PER_BLOCK = 1024


@dataclass(frozen=True)
class Examples:
    """Labelled texts; row ``i`` of everything is text ``i``.

    Attributes:
        views: The texts.
        labels: (n, 6) rows in the vocabulary of each text's labels, -1 where there is none.
        grades: (n, 6) their grades 1..5, 0 where there is none.
    """

    views: TextViews
    labels: NDArray[np.int64]
    grades: NDArray[np.int64]

    @classmethod
    def of(cls, memory: Memory, views: TextViews, vocabulary: Vocabulary) -> Examples:
        """Lay out a memory; labels outside the vocabulary are left out, best grades first."""
        rows = memory.labels[memory.labels["label"].isin(vocabulary.labels)]
        rows = rows.sort_values(["text_row", "fit_grade", "label"], ascending=[True, False, True])
        place = rows.groupby("text_row").cumcount().to_numpy()
        rows, place = rows[place < _MOST_LABELS], place[place < _MOST_LABELS]
        labels = np.full((len(views), _MOST_LABELS), -1, dtype=np.int64)
        grades = np.zeros((len(views), _MOST_LABELS), dtype=np.int64)
        labels[rows["text_row"], place] = vocabulary.row_of(rows["label"])
        grades[rows["text_row"], place] = rows["fit_grade"]
        width = max(1, int((labels >= 0).sum(axis=1).max(initial=0)))
        return cls(views, labels[:, :width], grades[:, :width])

    def __len__(self) -> int:
        return len(self.labels)

    def take(self, rows: NDArray[np.int64]) -> Examples:
        """Pick texts by row number."""
        return Examples(self.views.take(rows), self.labels[rows], self.grades[rows])

    def clear(self) -> sparse.csr_array:
        """Which labels are clearly right for which text: (n, L) of 0 and 1."""
        text, place = np.nonzero(self.grades >= CLEAR_GRADE)
        cells = (text, self.labels[text, place])
        width = int(self.labels.max(initial=-1)) + 1
        return sparse.csr_array((np.ones(len(text), np.float32), cells), (len(self), width))


def right_labels(
    examples: Examples,
    candidates: NDArray[np.int64],
    vectors: NDArray[np.float32],
    least_grade: int = CLEAR_GRADE,
) -> NDArray[np.bool_]:
    """Tell which candidates name a hobby that was recorded with a good grade for their text.

    Args:
        examples: ``n`` texts.
        candidates: (n, C) rows in the vocabulary, -1 for none.
        vectors: (L, d) vectors of the vocabulary.
        least_grade: Grade from which a recorded label counts.

    Returns:
        (n, C): the candidate equals a label of such a grade, or has a cosine of 0.6 to one.
    """
    right = np.zeros(candidates.shape, dtype=bool)
    for start in range(0, len(examples), _LABELS_PER_BLOCK):
        block = slice(start, start + _LABELS_PER_BLOCK)
        cosines = vectors[candidates[block]] @ vectors[examples.labels[block]].swapaxes(1, 2)
        counts = (examples.grades[block] >= least_grade)[:, None, :]
        right[block] = ((cosines >= SAME_HOBBY_COSINE) & counts).any(axis=2)
    return right & (candidates >= 0)


def clear_hits(
    examples: Examples, vocabulary: Vocabulary
) -> Iterator[tuple[slice, NDArray[np.float32]]]:
    """Blocks of the (n, L) matrix of clear hits, one block of labels after the other.

    Args:
        examples: ``n`` texts.
        vocabulary: ``L`` labels.

    Yields:
        The columns, and whether any clear label of the text has a cosine of 0.6 to the column's.
    """
    clear = examples.clear()
    used = vocabulary.vectors[: clear.shape[1]]
    for start in range(0, len(vocabulary), _LABELS_PER_BLOCK):
        columns = slice(start, start + _LABELS_PER_BLOCK)
        near = (used @ vocabulary.vectors[columns].T >= SAME_HOBBY_COSINE).astype(np.float32)
        yield columns, ((clear @ near) > 0).astype(np.float32)
