"""Looking for the largest values of a matrix, the same way everywhere."""

from __future__ import annotations

import numpy as np

_GROUP = 32


def top_positions(block: np.ndarray, count: int) -> np.ndarray:
    """Find the largest values of each row.

    Args:
        block: Shape (n, m).
        count: How many per row.

    Returns:
        Their positions, shape (n, min(count, m)), largest first, ties in order of position.
    """
    width = block.shape[1]
    if not 0 < count < width:
        order: np.ndarray = np.argsort(-block, axis=1, kind="stable")[:, :count]
        return order
    # The largest of every so many-th values give a bound that ``count`` values reach, and few
    # others: two quick passes over the block, where to partition it takes many.
    groups = width // _GROUP
    grouped = block
    if groups > count:
        grouped = block[:, : groups * _GROUP].reshape(len(block), _GROUP, groups).max(axis=1)
    place = grouped.shape[1] - count
    is_high = block >= np.partition(grouped, place, axis=1)[:, place, None]
    result = np.empty((len(block), count), dtype=np.int64)
    for row, values in enumerate(block):
        high = np.flatnonzero(is_high[row])
        result[row] = high[np.argsort(-values[high], kind="stable")[:count]]
    return result
