"""Baselines that look at other users: nearest neighbours and matrix factorisation."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from threadpoolctl import threadpool_limits

from hobby_profiles.core.errors import NotInstalledError

Scores = NDArray[np.float64]


def neighbours_blend(
    decayed: Scores, *, neighbours: int = 100, own_weight: float = 0.7, block: int = 2000
) -> Scores:
    """Blend own decayed frequency with that of the nearest users, in the style of TIFU-KNN.

    After Hu, He, Gao and Zhang, "Modeling Personalized Item Frequency Information for Next-basket
    Recommendation" (SIGIR 2020).

    Args:
        decayed: Decayed frequency, shape (users, topics).
        neighbours: Users nearest by cosine, oneself left out, whose mean is taken.
        own_weight: Share of the own frequency.
        block: Users compared at a time; bounds memory only.

    Returns:
        Scores, shape (users, topics).
    """
    count = len(decayed)
    norms = np.linalg.norm(decayed, axis=1, keepdims=True)
    unit = (decayed / np.where(norms > 0, norms, 1.0)).astype(np.float32)
    sparse = csr_matrix(decayed)
    size = min(neighbours, count - 1)
    if size < 1:
        return own_weight * decayed
    blended = np.empty_like(decayed)
    for start in range(0, count, block):
        rows = np.arange(start, min(start + block, count))
        cosines = unit[rows] @ unit.T
        cosines[np.arange(len(rows)), rows] = -1.0
        nearest = np.argpartition(-cosines, size - 1, axis=1)[:, :size]
        weights = csr_matrix(
            (
                np.full(nearest.size, 1 / size),
                nearest.ravel(),
                np.arange(0, nearest.size + 1, size),
            ),
            shape=(len(rows), count),
        )
        others = np.asarray((weights @ sparse).todense())
        blended[rows] = own_weight * decayed[rows] + (1 - own_weight) * others
    return blended


def matrix_factorisation(frequency: Scores, *, factors: int = 64, seed: int = 0) -> Scores:
    """Score pairs by implicit alternating least squares, untuned.

    Hu, Koren and Volinsky, "Collaborative Filtering for Implicit Feedback Datasets" (ICDM 2008),
    as in the library ``implicit``.

    Args:
        frequency: Shape (users, topics).
        factors: Length of the vectors.
        seed: Seed of the start; one thread, so that the result is the same each time.

    Returns:
        Scores, shape (users, topics).

    Raises:
        NotInstalledError: If ``implicit`` is missing.
    """
    try:
        from implicit.als import AlternatingLeastSquares
    except ModuleNotFoundError:
        raise NotInstalledError("implicit", "eval") from None
    with threadpool_limits(1, "blas"):
        model = AlternatingLeastSquares(factors=factors, random_state=seed, num_threads=1)
        model.fit(csr_matrix(frequency.astype(np.float32)), show_progress=False)
    scores: Scores = (model.user_factors @ model.item_factors.T).astype(np.float64)
    return scores
