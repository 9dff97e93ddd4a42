"""Bottom-up clustering: average linkage on cosine distance, exact at any size."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hobby_profiles.core.progress import progress
from hobby_profiles.taxonomy.base import Vectors

_BLOCK_ROWS = 1_024
_DECIMALS = 6
_DENSE_LIMIT = 8_000
# Rows whose pairwise distances are held in memory at once; these take 0.6 GB.
_EXACT_LIMIT = 12_000

Linkage = NDArray[np.float64]


def average_linkage(vectors: Vectors, *, exact_limit: int = _EXACT_LIMIT) -> Linkage:
    """Average linkage (UPGMA) on cosine distance.

    Up to ``exact_limit`` rows all pairwise distances are held in memory and clustered by
    fastcluster; beyond it :func:`round_linkage` finds the same tree with memory that grows with n.

    Args:
        vectors: Unit rows, shape (n, dimensions), n at least 2.
        exact_limit: Most rows whose pairwise distances are held at once.

    Returns:
        The merges, shape (n - 1, 4), as scipy has them: two nodes, their mean cosine distance, the
        number of leaves. A merge stands after those it joins; beyond the limit, heights of
        different branches are in no order.
    """
    if len(vectors) > exact_limit:
        return round_linkage(vectors)
    # Imported here: evaluation and marts load this module where no clustering is done.
    import fastcluster

    merges: Linkage = fastcluster.linkage(
        condensed_cosine_distances(vectors), method="average", preserve_input=False
    )
    return merges


def condensed_cosine_distances(vectors: Vectors) -> NDArray[np.float64]:
    """Cosine distances of all pairs in scipy's condensed order.

    Args:
        vectors: Unit rows, shape (n, dimensions).

    Returns:
        Distances in [0, 2], shape (n * (n - 1) / 2,), rounded to 6 decimals so that ties are ties
        whatever the order in which a processor adds up.
    """
    count = len(vectors)
    distances = np.empty(count * (count - 1) // 2, dtype=np.float64)
    position = 0
    for start in range(0, count, _BLOCK_ROWS):
        block = vectors[start : start + _BLOCK_ROWS] @ vectors[start:].T
        np.subtract(1.0, block, out=block)
        np.clip(block, 0.0, 2.0, out=block)
        np.round(block, _DECIMALS, out=block)
        for row in range(len(block)):
            length = count - start - row - 1
            distances[position : position + length] = block[row, row + 1 :]
            position += length
    return distances


def round_linkage(vectors: Vectors, *, dense_limit: int = _DENSE_LIMIT) -> Linkage:
    """Average linkage by rounds of merging reciprocal nearest neighbours.

    Average linkage is reducible: two clusters that are each other's nearest will be merged whatever
    else is merged before, so all such pairs are merged at once and the tree is that of the usual
    algorithm (Murtagh 1983). The mean similarity of two clusters is the product of their mean
    vectors, so no matrix of distances is kept until few clusters are left.

    Args:
        vectors: Unit rows, shape (n, dimensions), n at least 2.
        dense_limit: Clusters from which on a matrix of similarities is kept.

    Returns:
        The merges, as :func:`average_linkage` describes them.
    """
    count = len(vectors)
    means = np.array(vectors, dtype=np.float32)
    sizes = np.ones(count, dtype=np.int64)
    nodes = np.arange(count)
    merges: list[tuple[int, int, float, int]] = []
    nearest = np.full(count, -1)
    similarity = np.zeros(count, dtype=np.float32)
    with progress("Clustering topics", count, unit="topics") as advance:
        while len(means) > dense_limit:
            stale = np.flatnonzero(nearest < 0)
            nearest[stale], similarity[stale] = _nearest(means, stale)
            rows = np.arange(len(means))
            pairs = rows[(nearest[nearest] == rows) & (rows < nearest)]
            partners = nearest[pairs]
            joined = sizes[pairs] + sizes[partners]
            for row, partner, size in zip(pairs, partners, joined, strict=True):
                merges.append(_merge(nodes[row], nodes[partner], similarity[row], size))
            nodes[pairs] = count + np.arange(len(merges) - len(pairs), len(merges))
            share = (sizes[partners] / joined).astype(np.float32)[:, None]
            means[pairs] += share * (means[partners] - means[pairs])
            sizes[pairs] = joined
            touched = np.zeros(len(means), dtype=bool)
            touched[pairs] = touched[partners] = True
            kept = np.ones(len(means), dtype=bool)
            kept[partners] = False
            place = np.cumsum(kept) - 1
            nearest = np.where(touched | touched[nearest], -1, place[nearest])[kept]
            means, sizes, nodes = means[kept], sizes[kept], nodes[kept]
            similarity = similarity[kept]
            advance(len(pairs))
        merges.extend(_dense_linkage(means, sizes, nodes, count + len(merges)))
        advance(len(means))
    return np.array(merges, dtype=np.float64).reshape(-1, 4)


def _merge(left: int, right: int, similarity: float, size: int) -> tuple[int, int, float, int]:
    low, high = sorted((int(left), int(right)))
    return low, high, round(max(0.0, 1.0 - float(similarity)), _DECIMALS), int(size)


def _nearest(means: Vectors, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], Vectors]:
    """The most similar other cluster of some clusters; of equal ones the first."""
    best = np.empty(len(rows), dtype=np.int64)
    value = np.empty(len(rows), dtype=np.float32)
    for start in range(0, len(rows), _BLOCK_ROWS):
        chosen = rows[start : start + _BLOCK_ROWS]
        block = np.round(means[chosen] @ means.T, _DECIMALS)
        block[np.arange(len(chosen)), chosen] = -np.inf
        place = block.argmax(axis=1)
        best[start : start + len(chosen)] = place
        value[start : start + len(chosen)] = block[np.arange(len(chosen)), place]
    return best, value


def _dense_linkage(
    means: Vectors, sizes: NDArray[np.int64], nodes: NDArray[np.int64], next_node: int
) -> list[tuple[int, int, float, int]]:
    """Finish average linkage from a matrix of mean similarities (Lance and Williams)."""
    table = np.round(means @ means.T, _DECIMALS).astype(np.float64)
    np.fill_diagonal(table, -np.inf)
    nearest = table.argmax(axis=1)
    best = table[np.arange(len(table)), nearest]
    size, node = sizes.astype(np.float64), nodes.copy()
    merges = []
    for step in range(len(table) - 1):
        row = int(best.argmax())
        partner = int(nearest[row])
        row, partner = min(row, partner), max(row, partner)
        joined = size[row] + size[partner]
        merges.append(_merge(node[row], node[partner], table[row, partner], int(joined)))
        mixed = (size[row] * table[row] + size[partner] * table[partner]) / joined
        mixed[[row, partner]] = -np.inf
        table[row, :] = table[:, row] = mixed
        table[partner, :] = table[:, partner] = -np.inf
        size[row], node[row] = joined, next_node + step
        best[partner] = -np.inf
        changed = np.flatnonzero((nearest == row) | (nearest == partner))
        changed = np.append(changed[best[changed] > -np.inf], row)
        nearest[changed] = table[changed].argmax(axis=1)
        best[changed] = table[changed, nearest[changed]]
    return merges
