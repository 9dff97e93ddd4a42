"""How labels go with product types and title words, counted in the memory."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray

from hobby_profiles.embedding import EmbeddingModel, embed_texts
from hobby_profiles.labels.memory import Memory
from hobby_profiles.labels.texts.titles import readable_titles, title_line
from hobby_profiles.labels.texts.views import spoken_category
from hobby_profiles.language import pack

Floats = NDArray[np.float64]

_SAFE_GRADE = 3
_LOW_GRADE_WEIGHT = 0.3
"""A recorded grade of 1 or 2 is a weak hint: most such labels were confirmed as plausible."""

_KERNEL_FROM = 0.5
_TYPE_COSINE_FROM = 0.45
_TYPE_BANDWIDTH = 0.08
_TYPE_PRIOR_TEXTS = 3.0
_WORD_PRIOR_TEXTS = 3.0
_GRADE_PRIOR_LABELS = 5.0
_BACKGROUND_TEXTS = 4_000
_CHUNK = 1_024


class Associations:
    """Statistics of a memory that tell whether a label belongs to a product.

    Labels count for their likes: a label's kernel to a memory label is
    ``max(0, 2 cosine - 1) ** 2``, so that "dog owner" is seen where "dog ownership" was.

    Attributes:
        mean_grade: Mean recorded grade of all labels.
        background_texts: Array (at most 4,000 or so, dimension): every so many-th title.
    """

    def __init__(self, memory: Memory, model: EmbeddingModel) -> None:
        """Count what goes with what.

        Args:
            memory: Labelled texts; leave out what is being measured with `Memory.subset`.
            model: Gives the vectors of labels, types and titles.
        """
        self._model = model
        labels = memory.labels
        self._labels = sorted(labels["label"].unique())
        row_of = {label: row for row, label in enumerate(self._labels)}
        rows = labels["label"].map(row_of).to_numpy(dtype=np.int64)
        grades = labels["fit_grade"].to_numpy(dtype=float)
        self.mean_grade = float(grades.mean()) if len(grades) else float(_SAFE_GRADE)
        self._counts = np.bincount(rows, minlength=len(self._labels)).astype(float)
        self._grade_sums = np.bincount(rows, weights=grades, minlength=len(self._labels))
        self._vectors = self._embed(self._labels)
        self._count_types(memory, rows, grades)
        titles = readable_titles(memory.texts["product_name"])
        self._count_words([pack().title_stems(title) for title in titles], memory, rows, grades)
        step = max(1, len(memory.texts) // _BACKGROUND_TEXTS)
        lines = zip(titles[::step], memory.texts["category_path"][::step], strict=True)
        self.background_texts = self._embed([title_line(*line) for line in lines])

    def _count_types(self, memory: Memory, rows: NDArray[np.int64], grades: Floats) -> None:
        categories = memory.texts["category_path"]
        self._types = sorted(categories.unique())
        row_of = {name: row for row, name in enumerate(self._types)}
        type_row = categories.map(row_of).to_numpy(dtype=np.int64)
        weights = np.where(grades >= _SAFE_GRADE, 1.0, _LOW_GRADE_WEIGHT)
        self._label_types = sparse.csr_matrix(
            (weights, (rows, type_row[memory.labels["text_row"].to_numpy()])),
            shape=(len(self._labels), len(self._types)),
        )
        self._texts_of_type = np.bincount(type_row, minlength=len(self._types)).astype(float)
        self._type_vectors = self._embed([spoken_category(name) for name in self._types])

    def _count_words(
        self,
        titles: Sequence[frozenset[str]],
        memory: Memory,
        rows: NDArray[np.int64],
        grades: Floats,
    ) -> None:
        safe = grades >= _SAFE_GRADE
        self._mean_label = (
            self._vectors[rows].mean(axis=0) if len(rows) else np.zeros(self._model.dimension)
        )
        self._word_row = {word: row for row, word in enumerate(sorted(frozenset().union(*titles)))}
        has_word = self._title_matrix(titles)
        of_text = sparse.csr_matrix(
            (np.ones(int(safe.sum())), (memory.labels["text_row"].to_numpy()[safe], rows[safe])),
            shape=(len(titles), len(self._labels)),
        )
        text_vectors = of_text @ (self._vectors - self._mean_label)
        texts_of_word = np.asarray(has_word.sum(axis=0)).ravel()
        self._word_vectors = (has_word.T @ text_vectors) / (
            texts_of_word[:, None] + _WORD_PRIOR_TEXTS
        )

    @property
    def labels(self) -> list[str]:
        """The distinct labels of the memory, in the order of a kernel's columns."""
        return self._labels

    def seen(self, kernel: sparse.csr_matrix) -> Floats:
        """How often labels like these are in the memory.

        Args:
            kernel: `likeness` of ``n`` labels.

        Returns:
            Array (n,): number of rows with the label, its likes counted by their likeness.
        """
        counts: Floats = kernel @ self._counts
        return counts

    def likeness(self, label_vectors: Floats) -> sparse.csr_matrix:
        """Likeness of labels to the memory's labels, as the class describes it.

        Args:
            label_vectors: Array (n, dimension).

        Returns:
            Sparse matrix (n, labels of the memory), what the other methods take as ``kernel``.
        """
        chunks = [
            sparse.csr_matrix(np.maximum(0.0, (chunk @ self._vectors.T - _KERNEL_FROM) * 2) ** 2)
            for chunk in np.array_split(label_vectors, max(1, -(-len(label_vectors) // _CHUNK)))
        ]
        return sparse.vstack(chunks, format="csr")

    def usual_grades(self, kernel: sparse.csr_matrix) -> Floats:
        """How well labels like these are graded in the memory.

        Args:
            kernel: `likeness` of ``n`` labels.

        Returns:
            Array (n,): mean grade, shrunk to the mean of all labels by five labels' weight.
        """
        seen: Floats = kernel @ self._counts + _GRADE_PRIOR_LABELS
        grade_sums: Floats = kernel @ self._grade_sums + _GRADE_PRIOR_LABELS * self.mean_grade
        return grade_sums / seen

    def with_types(
        self, kernels: Sequence[sparse.csr_matrix], types: Sequence[str], pairs: NDArray[np.int64]
    ) -> list[Floats]:
        """How much more often labels sit on a product type than on any: a log ratio (PMI).

        A type counts with its neighbours, weighted by ``exp((cosine - 1) / 0.08)``, and is shrunk
        to the overall share by the weight of three texts; so a new type is judged by its likes.

        Args:
            kernels: `likeness` of ``n`` labels, or others of its shape.
            types: ``m`` distinct category paths.
            pairs: Array (p, 2) of rows into types and labels.

        Returns:
            For each kernel an array (p,): 0 means no more often than anywhere, negative less often.
        """
        cosines = self._embed([spoken_category(name) for name in types]) @ self._type_vectors.T
        near = sparse.csr_matrix(
            np.where(cosines < _TYPE_COSINE_FROM, 0.0, np.exp((cosines - 1) / _TYPE_BANDWIDTH))
        )
        return [self._ratios(kernel, near, pairs) for kernel in kernels]

    def _ratios(
        self, kernel: sparse.csr_matrix, near: sparse.csr_matrix, pairs: NDArray[np.int64]
    ) -> Floats:
        on_type = (kernel @ self._label_types).toarray()
        overall = on_type.sum(axis=1) / self._text_count
        texts = near @ self._texts_of_type
        ratio = np.zeros(len(pairs))
        for start in range(0, near.shape[0], _CHUNK):
            inside = np.flatnonzero((pairs[:, 0] >= start) & (pairs[:, 0] < start + _CHUNK))
            counts = near[start : start + _CHUNK] @ on_type.T
            type_row, label_row = pairs[inside, 0], pairs[inside, 1]
            share = (
                counts[type_row - start, label_row] + _TYPE_PRIOR_TEXTS * overall[label_row] + 1e-3
            ) / (texts[type_row] + _TYPE_PRIOR_TEXTS)
            ratio[inside] = np.log(share / (overall[label_row] + 1e-3 / _TYPE_PRIOR_TEXTS))
        return ratio

    def with_words(
        self,
        label_vectors: Floats,
        titles: Sequence[frozenset[str]],
        pairs: NDArray[np.int64],
    ) -> Floats:
        """How near a label is to the labels that go with the title's words.

        Each word stands for the mean of the labels of the texts that hold it, shrunk by three
        texts; a title is the sum of its words.

        Args:
            label_vectors: Array (n, dimension).
            titles: ``m`` titles as stems, see `title_stems`.
            pairs: Array (p, 2) of rows into titles and labels.

        Returns:
            Array (p,), a damped cosine, 0 if no word of the title is known.
        """
        expected = self._title_matrix(titles) @ self._word_vectors
        expected /= np.linalg.norm(expected, axis=1, keepdims=True) + 0.3
        centred = label_vectors - self._mean_label
        centred /= np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-9)
        return row_products(expected, centred, pairs)

    @property
    def _text_count(self) -> float:
        return max(1.0, float(self._texts_of_type.sum()))

    def _embed(self, texts: Sequence[str]) -> Floats:
        return embed_texts(texts, model=self._model).astype(np.float64)

    def _title_matrix(self, titles: Sequence[frozenset[str]]) -> sparse.csr_matrix:
        places = [
            (row, self._word_row[word])
            for row, title in enumerate(titles)
            for word in sorted(title)
            if word in self._word_row
        ]
        rows, columns = np.array(places, dtype=np.int64).reshape(-1, 2).T
        shape = (len(titles), len(self._word_row))
        return sparse.csr_matrix((np.ones(len(places)), (rows, columns)), shape=shape)


def row_products(left: Floats, right: Floats, pairs: NDArray[np.int64]) -> Floats:
    """Dot products of chosen rows.

    Args:
        left: Array (m, dimension).
        right: Array (n, dimension).
        pairs: Array (p, 2) of rows into left and right.

    Returns:
        Array (p,).
    """
    chunks = [
        np.einsum("ij,ij->i", left[chunk[:, 0]], right[chunk[:, 1]])
        for chunk in np.array_split(pairs, max(1, -(-len(pairs) // (16 * _CHUNK))))
    ]
    return np.concatenate(chunks)
