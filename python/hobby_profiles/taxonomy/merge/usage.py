"""What the use of two labels says against their being one: they stand side by side."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix

_MIN_TOGETHER = 3
_MIN_SHARE = 0.2


def side_by_side(
    names: list[str], left: np.ndarray, right: np.ndarray, usage: pd.DataFrame | None
) -> np.ndarray:
    """Find pairs of labels that one reading gave to the same products, again and again.

    Who reads a product text and says both "knitting" and "crochet" means two things. A slip may
    say the same twice, so it takes three texts and a fifth of the rarer label's texts.

    Args:
        names: The labels, n of them.
        left: Positions of the pairs' first labels, shape (m,).
        right: Positions of their second ones, shape (m,).
        usage: label, text_hash; None if not known.

    Returns:
        Whether each pair is used side by side, shape (m,).
    """
    result = np.zeros(len(left), dtype=bool)
    if usage is None or usage.empty or not len(left):
        return result
    used = usage[["label", "text_hash"]].drop_duplicates()
    position = pd.Series(np.arange(len(names)), index=names)
    row = used["label"].map(position)
    used, row = used[row.notna()], row[row.notna()].astype("int64")
    texts = pd.factorize(used["text_hash"], sort=True)[0]
    grid = csr_matrix(
        (np.ones(len(row), dtype=np.int32), (row.to_numpy(), texts)),
        shape=(len(names), int(texts.max(initial=-1)) + 1),
    )
    together = (grid @ grid.T).tocsr()
    shared = np.asarray(together[left, right]).ravel()
    counts = np.asarray(grid.sum(axis=1)).ravel()
    rarer = np.minimum(counts[left], counts[right])
    result[:] = (shared >= _MIN_TOGETHER) & (shared >= _MIN_SHARE * rarer)
    return result
