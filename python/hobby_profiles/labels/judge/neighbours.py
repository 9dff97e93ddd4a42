"""What is said of the products near to a product."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray

from hobby_profiles.core.vectors import top_positions
from hobby_profiles.embedding import EmbeddingModel, embed_texts
from hobby_profiles.labels.memory import Memory
from hobby_profiles.labels.texts.titles import readable_titles, title_line

Floats = NDArray[np.float64]

_SAFE_GRADE = 3
_LOW_GRADE_WEIGHT = 0.3
_COSINE_FROM = 0.25
_PRIOR = 0.3
_FLOOR = 0.02
_CHUNK = 1_024
_ALIKE_FROM = 0.3
_DECIMALS = 5


class Said(NamedTuple):
    """What the neighbours of a pair's text say of its label; each array has a value per pair.

    Attributes:
        shares: For each kernel, log of the weighted share of neighbours with such a label, at least
            log 0.02 / (weights + 0.3).
        weight: Weight of all neighbours.
        nearest: Cosine of the nearest text.
        best: The highest cosine of a neighbour times the likeness, at most 1, of its labels.
        place: Neighbours that are nearer than the first with a label like this one (from 0.3 on).
    """

    shares: list[Floats]
    weight: Floats
    nearest: Floats
    best: Floats
    place: Floats


class Neighbours:
    """The labels of the texts nearest to a text.

    A neighbour weighs ``max(0, cosine - 0.25) ** 2``; a text is no neighbour of itself.
    """

    def __init__(
        self, memory: Memory, labels: Sequence[str], model: EmbeddingModel, *, count: int
    ) -> None:
        """Place the texts of a memory.

        Args:
            memory: Labelled texts.
            labels: Their labels, in the order of the columns of a kernel.
            model: Gives the vectors.
            count: Nearest texts that speak.
        """
        titles = readable_titles(memory.texts["product_name"])
        lines = zip(titles, memory.texts["category_path"], strict=True)
        self._lines = np.array([title_line(*line) for line in lines], dtype=object)
        self._vectors = embed_texts(list(self._lines), model=model)
        self._count = min(count, len(self._lines))
        row_of = {label: row for row, label in enumerate(labels)}
        grades = memory.labels["fit_grade"].to_numpy(dtype=float)
        weights = np.where(grades >= _SAFE_GRADE, 1.0, _LOW_GRADE_WEIGHT)
        columns = memory.labels["label"].map(row_of).to_numpy(dtype=np.int64)
        self._labels = sparse.csr_matrix(
            (weights, (memory.labels["text_row"].to_numpy(dtype=np.int64), columns)),
            shape=(len(self._lines), len(labels)),
        )

    def say(
        self,
        lines: Sequence[str],
        vectors: NDArray[np.float32],
        kernels: Sequence[sparse.csr_matrix],
        pairs: NDArray[np.int64],
    ) -> Said:
        """Tell how far the neighbours' labels are like a label, by each of several kernels.

        Args:
            lines: ``m`` texts as `title_line` writes them.
            vectors: Array (m, dimension) of them.
            kernels: Sparse matrices (n, labels), the first from `Associations.likeness`.
            pairs: Array (p, 2) of rows into lines and kernel.

        Returns:
            What they say of each pair.
        """
        if not self._count or not len(pairs):
            none = np.zeros(len(pairs))
            silent = none + np.log(_FLOOR / _PRIOR)
            return Said([silent for _ in kernels], none, none, none, none)
        found = [
            self._nearest(lines[start : start + _CHUNK], vectors[start:])
            for start in range(0, len(lines), _CHUNK)
        ]
        cosines, rows = (np.concatenate(some) for some in zip(*found, strict=True))
        weights = np.maximum(0.0, cosines - _COSINE_FROM) ** 2
        place = (np.repeat(np.arange(len(rows)), self._count), rows.ravel())
        near = sparse.csr_matrix((weights.ravel(), place), (len(rows), len(self._lines)))
        of_text = (near @ self._labels).tocsr()
        weight = weights.sum(axis=1)
        around = weight[pairs[:, 0]]
        parts = np.array_split(pairs, max(1, -(-len(pairs) // (16 * _CHUNK))))
        shares = [
            [
                np.asarray(of_text[some[:, 0]].multiply(kernel[some[:, 1]]).sum(axis=1)).ravel()
                for some in parts
            ]
            for kernel in kernels
        ]
        best, first = self._one_by_one(cosines, rows, kernels[0], parts)
        return Said(
            [np.log((np.concatenate(some) + _FLOOR) / (around + _PRIOR)) for some in shares],
            around,
            cosines.max(axis=1)[pairs[:, 0]],
            best,
            first,
        )

    def _one_by_one(
        self,
        cosines: Floats,
        rows: NDArray[np.int64],
        kernel: sparse.csr_matrix,
        parts: Sequence[NDArray[np.int64]],
    ) -> tuple[Floats, Floats]:
        """The best single neighbour of each pair, and how many are nearer than the first alike."""
        used, row_of = np.unique(rows, return_inverse=True)
        row_of = row_of.reshape(rows.shape)
        alike = (self._labels[used] @ kernel.T).tocsr()
        alike.sort_indices()
        best, first = [], []
        for some in parts:
            asked = row_of[some[:, 0]]
            likeness = np.asarray(alike[asked.ravel(), np.repeat(some[:, 1], self._count)])
            likeness = np.minimum(1.0, likeness.reshape(asked.shape)).round(_DECIMALS)
            near = cosines[some[:, 0]]
            best.append((likeness * near).max(axis=1))
            is_alike = (likeness > _ALIKE_FROM) & (near > 0)
            first.append(np.where(is_alike.any(axis=1), is_alike.argmax(axis=1), self._count))
        return np.concatenate(best), np.concatenate(first).astype(np.float64)

    def _nearest(
        self, lines: Sequence[str], vectors: NDArray[np.float32]
    ) -> tuple[Floats, NDArray[np.int64]]:
        """Cosines of the nearest texts, 0 for the text itself, and their rows."""
        cosines = (vectors[: len(lines)] @ self._vectors.T).round(_DECIMALS)
        rows = top_positions(cosines, self._count)
        near = np.take_along_axis(cosines, rows, axis=1).astype(np.float64)
        near[self._lines[rows] == np.array(lines, dtype=object)[:, None]] = 0.0
        return near, rows
