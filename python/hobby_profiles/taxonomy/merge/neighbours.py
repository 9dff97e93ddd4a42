"""Exact nearest neighbours of unit vectors by cosine, a block of rows at a time."""

from __future__ import annotations

import numpy as np
import pandas as pd

from hobby_profiles.core.progress import progress
from hobby_profiles.taxonomy.base import Vectors

_BLOCK_ROWS = 1024
_DECIMALS = 5


def nearest(
    queries: Vectors, references: Vectors, count: int, *, what: str = "Comparing labels"
) -> tuple[np.ndarray, np.ndarray]:
    """Find each query's nearest references by cosine, exactly.

    Args:
        queries: Unit rows, shape (n, d).
        references: Unit rows, shape (m, d).
        count: Neighbours per query; fewer are returned when there are fewer references.
        what: What progress says is being done.

    Returns:
        Positions and cosines, both of shape (n, min(count, m)), best first; equal cosines in
        order of position. A query that is itself a reference finds itself.
    """
    count = min(count, len(references))
    positions = np.zeros((len(queries), count), dtype=np.int64)
    cosines = np.zeros((len(queries), count), dtype=np.float32)
    if count == 0:
        return positions, cosines
    with progress(what, len(queries), unit="labels") as advance:
        for start in range(0, len(queries), _BLOCK_ROWS):
            block = queries[start : start + _BLOCK_ROWS] @ references.T
            np.round(block, _DECIMALS, out=block)
            rows = slice(start, start + len(block))
            best = top_positions(block, count)
            positions[rows] = best
            cosines[rows] = np.take_along_axis(block, best, axis=1)
            advance(len(block))
    return positions, cosines


def near_pairs(vectors: Vectors, count: int, min_cosine: float) -> pd.DataFrame:
    """List the pairs of rows of which one is among the other's nearest.

    Args:
        vectors: Unit rows, shape (n, d).
        count: Neighbours per row that count as near, itself left out.
        min_cosine: Pairs below this cosine are left out.

    Returns:
        left, right (positions, left < right), cosine, rank_left, rank_right: the rank from 1 of
        right among left's neighbours and of left among right's; ``count + 1`` where it is not
        among them. Sorted by left, right.
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
    found["rank_left"] = np.where(forward, found["rank"], count + 1)
    found["rank_right"] = np.where(forward, count + 1, found["rank"])
    return found.groupby(["left", "right"], as_index=False, sort=True).agg(
        cosine=("cosine", "max"), rank_left=("rank_left", "min"), rank_right=("rank_right", "min")
    )


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
    return pd.DataFrame(
        {
            "from": row[near] + start,
            "to": column[near],
            "cosine": cosine[near],
            "rank": rank[near],
        }
    )


def top_positions(block: np.ndarray, count: int) -> np.ndarray:
    """Find the largest values of each row.

    Args:
        block: Shape (n, m).
        count: How many per row, at most m.

    Returns:
        Their positions, shape (n, count), largest first, ties in order of position.
    """
    width = block.shape[1]
    if count >= width:
        order: np.ndarray = np.argsort(-block, axis=1, kind="stable")
        return order
    # One place more than asked for shows whether a tie straddles the border, which argpartition
    # would settle by its inner order; such rows, being few, are sorted in full.
    part = np.argpartition(-block, count, axis=1)[:, : count + 1]
    part.sort(axis=1)
    values = np.take_along_axis(block, part, axis=1)
    inner = np.argsort(-values, axis=1, kind="stable")
    ordered = np.take_along_axis(values, inner, axis=1)
    result: np.ndarray = np.take_along_axis(part, inner[:, :count], axis=1)
    for row in np.nonzero(ordered[:, count - 1] == ordered[:, count])[0]:
        result[row] = np.argsort(-block[row], kind="stable")[:count]
    return result
