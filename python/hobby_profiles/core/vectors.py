"""Looking for the largest values of a matrix, the same way everywhere."""

from __future__ import annotations

import numpy as np


def top_positions(block: np.ndarray, count: int) -> np.ndarray:
    """Find the largest values of each row.

    Args:
        block: Shape (n, m).
        count: How many per row.

    Returns:
        Their positions, shape (n, min(count, m)), largest first, ties in order of position.
    """
    width = block.shape[1]
    if count >= width:
        order: np.ndarray = np.argsort(-block, axis=1, kind="stable")
        return order
    # One place more than asked for shows whether a tie straddles the border, which argpartition
    # would settle by its inner order.
    part = np.argpartition(-block, count, axis=1)[:, : count + 1]
    part.sort(axis=1)
    values = np.take_along_axis(block, part, axis=1)
    inner = np.argsort(-values, axis=1, kind="stable")
    ordered = np.take_along_axis(values, inner, axis=1)
    result: np.ndarray = np.take_along_axis(part, inner[:, :count], axis=1)
    for row in np.nonzero(ordered[:, count - 1] == ordered[:, count])[0]:
        edge = ordered[row, count]
        above = np.flatnonzero(block[row] > edge)
        above = above[np.argsort(-block[row, above], kind="stable")]
        result[row] = np.r_[above, np.flatnonzero(block[row] == edge)[: count - len(above)]]
    return result
