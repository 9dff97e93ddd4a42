"""Which texts are worth a language model's reading: frequent, doubtful and unlike each other."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

_COSINE_LIMITS = (0.6, 0.7, 0.8, 0.9, 1.01)
"""Rounds of selection: in each, a text must be less alike than this to all selected so far."""

_BLOCK = 512
_SEED = 3


def most_informative(
    vectors: NDArray[np.float32],
    *,
    doubt: NDArray[np.float64],
    event_count: NDArray[np.int64],
    share: float,
) -> NDArray[np.int64]:
    """Select the texts to be labelled by a language model.

    Texts are taken in the order of doubt times the logarithm of their events, as long as they are
    unlike what was taken before; the limit of likeness is loosened until the share is reached.

    Args:
        vectors: (n, d) unit rows.
        doubt: (n,) how unsure the embedded labeller is of the text, in [0, 1].
        event_count: (n,) events of the products with that text.
        share: Share of the texts to select, in (0, 1].

    Returns:
        Row numbers in ascending order, ``ceil(share * n)`` of them.
    """
    wanted = math.ceil(round(share * len(vectors), 6))
    priority = doubt * (1.0 + np.log1p(event_count))
    # Equal ones in a drawn order: that of a table is often the alphabet, which joins brands.
    drawn = np.random.default_rng(_SEED).permutation(len(vectors))
    order = drawn[np.argsort(-priority[drawn], kind="stable")]
    taken: list[int] = []
    for limit in _COSINE_LIMITS:
        is_taken = np.zeros(len(vectors), dtype=bool)
        is_taken[taken] = True
        waiting = order[~is_taken[order]]
        for start in range(0, len(waiting), _BLOCK):
            if len(taken) >= wanted:
                break
            block = waiting[start : start + _BLOCK]
            likeness = _highest_cosine(vectors[block], vectors[taken])
            among = vectors[block] @ vectors[block].T
            fresh: list[int] = []
            for place in np.flatnonzero(likeness < limit):
                if not fresh or among[place, fresh].max() < limit:
                    fresh.append(int(place))
            taken += block[fresh[: wanted - len(taken)]].tolist()
    return np.array(sorted(taken), dtype=np.int64)


def _highest_cosine(
    vectors: NDArray[np.float32], others: NDArray[np.float32]
) -> NDArray[np.float32]:
    highest = np.full(len(vectors), -1.0, dtype=np.float32)
    for start in range(0, len(others), 16 * _BLOCK):
        cosines = vectors @ others[start : start + 16 * _BLOCK].T
        highest = np.maximum(highest, cosines.max(axis=1))
    return highest
