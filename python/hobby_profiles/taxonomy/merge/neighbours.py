"""Exact nearest neighbours of unit vectors by cosine, a block of rows at a time."""

from __future__ import annotations

import numpy as np
import pandas as pd

from hobby_profiles.core.progress import progress
from hobby_profiles.taxonomy.base import Vectors

_BLOCK_ROWS = 1024
_DECIMALS = 5


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
    with progress("Comparing labels", len(vectors), unit="labels") as advance:
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
