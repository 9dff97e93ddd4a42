"""Unit vectors, and looking for the largest values and nearest rows, the same way everywhere."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hobby_profiles.core.progress import progress

Vectors = NDArray[np.float32]

_BLOCK_ROWS = 1024
_DECIMALS = 5

_GROUP = 32
_NEAREST = {"row": "int64", "nearest": "int64", "cosine": "float32"}


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


def unit_rows(vectors: NDArray[np.floating]) -> Vectors:
    """Scale every row to length one; a row of zeros stays as it is.

    Args:
        vectors: Any real matrix, shape (n, d).

    Returns:
        Shape (n, d), float32.
    """
    matrix = np.asarray(vectors, dtype=np.float32)
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    scaled: Vectors = np.divide(matrix, lengths, out=np.zeros_like(matrix), where=lengths > 0)
    return scaled


def near_pairs(vectors: Vectors, count: int, min_cosine: float) -> pd.DataFrame:
    """List the pairs of rows of which one is among the other's nearest.

    Args:
        vectors: Unit rows, shape (n, d).
        count: Neighbours per row that count as near, itself left out.
        min_cosine: Pairs below this cosine are left out.

    Returns:
        left, right (positions, left < right), cosine; sorted by left, right.
    """
    parts = []
    with progress("Comparing vectors", len(vectors), unit="rows") as advance:
        for start in range(0, len(vectors), _BLOCK_ROWS):
            block = vectors[start : start + _BLOCK_ROWS] @ vectors.T
            np.round(block, _DECIMALS, out=block)
            parts.append(_nearest_above(block, start, count, min_cosine))
            advance(len(block))
    found = pd.concat(parts, ignore_index=True)
    forward = found["from"] < found["to"]
    found["left"] = np.where(forward, found["from"], found["to"])
    found["right"] = np.where(forward, found["to"], found["from"])
    return found.groupby(["left", "right"], as_index=False, sort=True).agg(cosine=("cosine", "max"))


def nearest_rows(vectors: Vectors, others: Vectors, count: int) -> pd.DataFrame:
    """Find the nearest of other rows for each row.

    Args:
        vectors: Unit rows, shape (n, d).
        others: Unit rows, shape (m, d).
        count: How many to find.

    Returns:
        row, nearest (positions), cosine; ``n x min(count, m)`` rows in order, the nearest first.
    """
    parts = []
    with progress("Comparing vectors", len(vectors), unit="rows") as advance:
        for start in range(0, len(vectors), _BLOCK_ROWS):
            block = vectors[start : start + _BLOCK_ROWS] @ others.T
            np.round(block, _DECIMALS, out=block)
            nearest = top_positions(block, count)
            row = np.repeat(np.arange(len(block)), nearest.shape[1])
            cosine = np.take_along_axis(block, nearest, axis=1).ravel()
            parts.append(
                pd.DataFrame({"row": row + start, "nearest": nearest.ravel(), "cosine": cosine})
            )
            advance(len(block))
    empty = pd.DataFrame({"row": [], "nearest": [], "cosine": []})
    return pd.concat(parts, ignore_index=True) if parts else empty.astype(_NEAREST)


def _nearest_above(block: np.ndarray, start: int, count: int, least: float) -> pd.DataFrame:
    """Best ``count`` columns of each row from a value on, the row's own column left out."""
    row, column = np.nonzero(block >= least)
    other = column != row + start
    row, column = row[other], column[other]
    cosine = block[row, column]
    order = np.lexsort((column, -cosine, row))
    row, column, cosine = row[order], column[order], cosine[order]
    first = np.searchsorted(row, np.arange(len(block)))
    rank = np.arange(len(row)) - first[row] + 1
    near = rank <= count
    return pd.DataFrame({"from": row[near] + start, "to": column[near], "cosine": cosine[near]})
