"""What is said of the products near to a product."""

from __future__ import annotations

from collections.abc import Sequence

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
    ) -> tuple[list[Floats], Floats]:
        """Tell how far the neighbours' labels are like a label, by each of several kernels.

        Args:
            lines: ``m`` texts as `title_line` writes them.
            vectors: Array (m, dimension) of them.
            kernels: Sparse matrices (n, labels), see `Associations.likeness`.
            pairs: Array (p, 2) of rows into lines and kernel.

        Returns:
            For each kernel an array (p,): log of the weighted share of neighbours with such a
            label, at least log 0.02 / (weights + 0.3); and an array (p,): weight of all neighbours
            of the text.
        """
        if not self._count or not len(pairs):
            silent = np.full(len(pairs), np.log(_FLOOR / _PRIOR))
            return [silent for _ in kernels], np.zeros(len(pairs))
        said, total = [], []
        for start in range(0, len(lines), _CHUNK):
            weights, rows = self._nearest(lines[start : start + _CHUNK], vectors[start:])
            place = (np.repeat(np.arange(len(rows)), self._count), rows.ravel())
            near = sparse.csr_matrix((weights.ravel(), place), (len(rows), len(self._lines)))
            said.append(near @ self._labels)
            total.append(weights.sum(axis=1))
        of_text, weight = sparse.vstack(said, format="csr"), np.concatenate(total)
        around = weight[pairs[:, 0]]
        parts = np.array_split(pairs, max(1, -(-len(pairs) // (16 * _CHUNK))))
        shares = [
            [
                np.asarray(of_text[some[:, 0]].multiply(kernel[some[:, 1]]).sum(axis=1)).ravel()
                for some in parts
            ]
            for kernel in kernels
        ]
        return [
            np.log((np.concatenate(some) + _FLOOR) / (around + _PRIOR)) for some in shares
        ], around

    def _nearest(
        self, lines: Sequence[str], vectors: NDArray[np.float32]
    ) -> tuple[Floats, NDArray[np.int64]]:
        cosines = (vectors[: len(lines)] @ self._vectors.T).round(5)
        rows = top_positions(cosines, self._count)
        weights = np.take_along_axis(cosines, rows, axis=1).astype(np.float64) - _COSINE_FROM
        weights = np.maximum(0.0, weights) ** 2
        weights[self._lines[rows] == np.array(lines, dtype=object)[:, None]] = 0.0
        return weights, rows
