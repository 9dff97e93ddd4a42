"""The memory as arrays: labelled texts, the row numbers of their labels, grades, traps."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from hobby_profiles.labels.embedded.vocabulary import SAME_HOBBY_COSINE, PhraseIndex, Vocabulary
from hobby_profiles.labels.memory import Memory
from hobby_profiles.labels.texts.views import TextViews

CLEAR_GRADE = 4
"""Grade from which a recorded label counts as right: a 3 is plausible, often on everyday items."""

_MOST_LABELS = 6
_MOST_NAMED = 4
_TEXTS_PER_BLOCK = 1024


@dataclass(frozen=True)
class Examples:
    """Labelled texts; row ``i`` of everything is text ``i``.

    Attributes:
        views: The texts.
        labels: (n, 6) rows in the vocabulary of each text's labels, -1 where there is none.
        grades: (n, 6) their grades 1..5, 0 where there is none.
        traps: (n, 6) rows in the vocabulary of labels that its words suggest and that are wrong.
        named: (n, 4) rows in the vocabulary of labels whose words stand in the title.
        is_named_right: (n, 4) whether such a label is clearly right.
    """

    views: TextViews
    labels: NDArray[np.int64]
    grades: NDArray[np.int64]
    traps: NDArray[np.int64]
    named: NDArray[np.int64]
    is_named_right: NDArray[np.bool_]

    @classmethod
    def of(cls, memory: Memory, views: TextViews, vocabulary: Vocabulary) -> Examples:
        """Lay out a memory; labels outside the vocabulary are left out, best grades first."""
        rows = memory.labels[memory.labels["label"].isin(vocabulary.labels)]
        rows = rows.sort_values(["text_row", "fit_grade", "label"], ascending=[True, False, True])
        labels, grades = _laid_out(rows, len(views), vocabulary)
        traps, _ = _laid_out(memory.traps.assign(fit_grade=0), len(views), vocabulary)
        phrases = PhraseIndex(vocabulary)
        named = np.full((len(views), _MOST_NAMED), -1, dtype=np.int64)
        for row, stems in enumerate(views.stems):
            found = phrases.find(stems, _MOST_NAMED)
            named[row, : len(found)] = found
        none = np.zeros(named.shape, dtype=bool)
        examples = cls(views, labels, grades, traps, named, none)
        right = right_labels(examples, named, vocabulary.vectors)
        return cls(views, labels, grades, traps, named, right)

    def __len__(self) -> int:
        return len(self.labels)

    def take(self, rows: NDArray[np.int64]) -> Examples:
        """Pick texts by row number."""
        arrays = [getattr(self, field.name)[rows] for field in fields(self)[1:]]
        return Examples(self.views.take(rows), *arrays)

    def clear(self, size: int) -> sparse.csr_array:
        """Which of ``size`` labels are clearly right for which text: (n, size) of 0 and 1."""
        text, place = np.nonzero(self.grades >= CLEAR_GRADE)
        cells = (text, self.labels[text, place])
        return sparse.csr_array((np.ones(len(text), np.float32), cells), (len(self), size))

    def named_counts(self, size: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """How often each label's words stand in a title, and how often it is right there."""
        some = self.named >= 0
        named = np.bincount(self.named[some], minlength=size).astype(np.float32)
        right = np.bincount(self.named[some], self.is_named_right[some], size).astype(np.float32)
        return named, right

    def named_per_text(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """How many labels are named in each title, and how many of those are right."""
        return (self.named >= 0).sum(axis=1), self.is_named_right.sum(axis=1)


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
    for start in range(0, len(examples), _TEXTS_PER_BLOCK):
        block = slice(start, start + _TEXTS_PER_BLOCK)
        cosines = vectors[candidates[block]] @ vectors[examples.labels[block]].swapaxes(1, 2)
        counts = (examples.grades[block] >= least_grade)[:, None, :]
        right[block] = ((cosines >= SAME_HOBBY_COSINE) & counts).any(axis=2)
    return right & (candidates >= 0)


def exact_labels(
    examples: Examples, candidates: NDArray[np.int64], forms: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Tell which candidates were themselves recorded with a good grade for their text.

    Args:
        examples: ``n`` texts.
        candidates: (n, C) rows in the vocabulary, -1 for none.
        forms: (L,) equal numbers for labels of the same words.

    Returns:
        (n, C): the candidate has the words of a label of grade 4 or 5.
    """
    recorded = np.where(examples.grades >= CLEAR_GRADE, forms[examples.labels], -1)
    equal = forms[candidates][:, :, None] == recorded[:, None, :]
    return np.asarray(equal.any(axis=2) & (candidates >= 0))


def _laid_out(
    rows: pd.DataFrame, size: int, vocabulary: Vocabulary
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Lay labels out as one row for each text, the first six of each."""
    place = rows.groupby("text_row").cumcount().to_numpy()
    rows, place = rows[place < _MOST_LABELS], place[place < _MOST_LABELS]
    labels = np.full((size, _MOST_LABELS), -1, dtype=np.int64)
    grades = np.zeros((size, _MOST_LABELS), dtype=np.int64)
    labels[rows["text_row"], place] = vocabulary.row_of(rows["label"])
    grades[rows["text_row"], place] = rows["fit_grade"]
    width = max(1, int((labels >= 0).sum(axis=1).max(initial=0)))
    return labels[:, :width], grades[:, :width]
