"""Labelled texts found by the rare words that they share with a title, and what such words tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

_MOST_SHARE = 0.01
_LEAST_MOST_TEXTS = 20
"""A word in more than a hundredth of the texts (and more than twenty) finds nothing."""

_PRIOR_TEXTS = 3.0


@dataclass(frozen=True)
class WordIndex:
    """Words of ``n`` labelled texts, weighed by how rare they are.

    Attributes:
        row_of: Row of each word.
        idf: (V,) logarithm of the texts by those with the word.
        finds: (V,) whether the word is rare enough to find texts by.
        texts: (n, V) weights, each text of length 1, the common words left out after that.
    """

    row_of: dict[str, int]
    idf: NDArray[np.float32]
    finds: NDArray[np.bool_]
    texts: sparse.csr_array

    @classmethod
    def of(cls, stems: Sequence[tuple[str, ...]]) -> WordIndex:
        """Index texts by their stems."""
        counts = Counter(word for words in stems for word in set(words))
        words = sorted(counts)
        frequency = np.array([counts[word] for word in words], dtype=np.float32)
        idf = np.log(max(len(stems), 1) / np.maximum(frequency, 1)).astype(np.float32)
        finds = frequency <= max(_MOST_SHARE * len(stems), _LEAST_MOST_TEXTS)
        row_of = {word: row for row, word in enumerate(words)}
        empty = sparse.csr_array((0, len(words)), dtype=np.float32)
        index = cls(row_of, idf, finds, empty)
        return cls(row_of, idf, finds, index.weighed(stems))

    def weighed(self, stems: Sequence[tuple[str, ...]]) -> sparse.csr_array:
        """Weigh the words of texts, as in ``texts``; unknown words count in the length only."""
        unknown = float(self.idf.max(initial=1.0))
        rows, columns, values = [], [], []
        for row, words in enumerate(stems):
            known = {self.row_of.get(word, -1) for word in words}
            missing = sum(word not in self.row_of for word in set(words))
            found = sorted(known - {-1})
            weight = self.idf[found]
            length = np.sqrt((weight**2).sum() + missing * unknown**2)
            keep = self.finds[found]
            rows += [row] * int(keep.sum())
            columns += np.asarray(found, dtype=np.int64)[keep].tolist()
            values += (weight[keep] / max(float(length), 1e-6)).tolist()
        shape = (len(stems), len(self.idf))
        return sparse.csr_array((np.asarray(values, np.float32), (rows, columns)), shape=shape)

    def told(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """What words tell: the mean of the vectors of the texts that hold them.

        Args:
            vectors: (n, d) a vector of each text, zero where there is none.

        Returns:
            (V, d), drawn to zero as if three more texts had the word.
        """
        holds = (self.texts > 0).astype(np.float32).T.tocsr()
        count = np.asarray(holds.sum(axis=1)).reshape(-1, 1)
        return np.asarray((holds @ vectors) / (count + _PRIOR_TEXTS), dtype=np.float32)


def largest_of_rows(
    values: sparse.csr_array, count: int
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Columns and values of each row's largest cells, largest first, equal ones by column.

    Args:
        values: (n, m) sparse, not negative.
        count: Most cells of a row.

    Returns:
        (n, count) columns, -1 where a row has fewer; (n, count) values, 0 there.
    """
    columns = np.full((values.shape[0], count), -1, dtype=np.int64)
    found = np.zeros((values.shape[0], count), dtype=np.float32)
    for row in range(values.shape[0]):
        cells = slice(values.indptr[row], values.indptr[row + 1])
        places, cosines = values.indices[cells], values.data[cells]
        order = np.lexsort((places, -cosines))[:count]
        order = order[cosines[order] > 0]
        columns[row, : len(order)] = places[order]
        found[row, : len(order)] = cosines[order]
    return columns, found
