"""What the labelled texts nearest to a text vote for."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hobby_profiles.core.vectors import top_positions
from hobby_profiles.labels.embedded.evidence.examples import CLEAR_GRADE
from hobby_profiles.labels.embedded.vocabulary import SAME_HOBBY_COSINE


class Ballots:
    """Votes of the neighbours of a block of texts; labels that mean the same vote together."""

    def __init__(
        self,
        voted: NDArray[np.int64],
        grades: NDArray[np.int64],
        weight: NDArray[np.float32],
        vectors: NDArray[np.float32],
    ) -> None:
        """Collect votes.

        Args:
            voted: (n, neighbours, labels) rows in the vocabulary, -1 for none.
            grades: (n, neighbours, labels) their grades.
            weight: (n, neighbours) weight of each neighbour.
            vectors: (L, d) vectors of the vocabulary.
        """
        self._shape = voted.shape
        self._labels = voted.reshape(len(voted), -1)
        self._grades = grades.reshape(len(voted), -1)
        self._weight = weight
        self._vectors = vectors
        self._voted_vectors = vectors[np.maximum(self._labels, 0)]

    def elected(self, most: int) -> NDArray[np.int64]:
        """The labels with most votes, (n, most), -1 where there are fewer."""
        labels = self._labels
        some = np.maximum(labels, 0)
        clear = self.share(self.supporters(self.alike(some), CLEAR_GRADE))
        exact = self.share(self.supporters(self.equal(some), 3))
        is_first = labels == without_repeats(labels)
        score = np.where((labels >= 0) & is_first, clear + 0.5 * exact, -1.0)
        best = top_positions(score, most)
        is_elected = np.take_along_axis(score, best, axis=1) > 0
        return np.where(is_elected, np.take_along_axis(labels, best, axis=1), -1)

    def alike(self, candidates: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which votes, (n, C, votes), are for a label that means the same as the candidate."""
        cosines = self._vectors[candidates] @ self._voted_vectors.swapaxes(1, 2)
        return np.asarray((cosines >= SAME_HOBBY_COSINE) & (self._labels >= 0)[:, None, :])

    def equal(self, candidates: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which votes, (n, C, votes), are for the candidate itself."""
        return np.asarray(candidates[:, :, None] == self._labels[:, None, :])

    def supporters(self, votes: NDArray[np.bool_], least_grade: int) -> NDArray[np.bool_]:
        """Which neighbours, (n, C, neighbours), cast such a vote with at least that grade."""
        graded = votes & (self._grades >= least_grade)[:, None, :]
        rows, neighbours, labels = self._shape
        return np.asarray(graded.reshape(rows, votes.shape[1], neighbours, labels).any(axis=3))

    def share(
        self, votes: NDArray[np.bool_], weight: NDArray[np.float32] | None = None
    ) -> NDArray[np.float32]:
        """Sum the weights of the neighbours that vote: (n, C)."""
        weight = self._weight if weight is None else weight
        return np.asarray((votes @ weight[:, :, None])[:, :, 0], dtype=np.float32)

    def company(self) -> NDArray[np.float32]:
        """Mean vector, (n, d), of the clear labels that the neighbours have."""
        rows, _, labels = self._shape
        weight = np.repeat(self._weight, labels, axis=1) * (self._grades >= CLEAR_GRADE)
        mean = (weight[:, None, :] @ self._voted_vectors)[:, 0]
        return np.asarray(mean.reshape(rows, -1), dtype=np.float32)


def without_repeats(labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Blank what stands further left in the same row."""
    equal = labels[:, :, None] == labels[:, None, :]
    is_repeat = (equal & np.tri(labels.shape[1], k=-1, dtype=bool)).any(axis=2)
    return np.where(is_repeat, -1, labels)
