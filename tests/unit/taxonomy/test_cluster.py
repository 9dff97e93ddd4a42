"""Clustering in rounds gives the tree of the usual algorithm, in less memory."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.cluster.hierarchy import linkage

from hobby_profiles.core.vectors import unit_rows
from hobby_profiles.taxonomy.tree.cluster import Linkage, average_linkage, round_linkage


def clusters(merges: Linkage, count: int) -> dict[frozenset[int], float]:
    """Leaves of every node and its height."""
    leaves = [frozenset([leaf]) for leaf in range(count)]
    heights = {}
    for left, right, height, size in merges:
        leaves.append(leaves[int(left)] | leaves[int(right)])
        assert len(leaves[-1]) == size
        heights[leaves[-1]] = float(height)
    return heights


@pytest.mark.parametrize("dense_limit", [2, 50, 1_000])
def test_rounds_find_the_tree_of_scipy(dense_limit: int) -> None:
    generator = np.random.default_rng(0)
    centres = generator.standard_normal((20, 32))
    points = centres[generator.integers(0, 20, 400)] + generator.standard_normal((400, 32))
    vectors = unit_rows(points)
    expected = clusters(linkage(vectors.astype(float), "average", metric="cosine"), 400)
    found = clusters(round_linkage(vectors, dense_limit=dense_limit), 400)
    assert set(found) == set(expected)
    for leaves, height in expected.items():
        assert found[leaves] == pytest.approx(height, abs=1e-4)


def test_both_ways_agree_at_the_limit() -> None:
    vectors = unit_rows(np.random.default_rng(1).standard_normal((200, 16)))
    whole = clusters(average_linkage(vectors, exact_limit=200), 200)
    rounds = clusters(average_linkage(vectors, exact_limit=199), 200)
    assert set(whole) == set(rounds)


def test_equal_rows_are_joined_at_height_zero() -> None:
    vectors = np.tile(unit_rows(np.ones((1, 8))), (30, 1))
    for merges in (average_linkage(vectors), round_linkage(vectors, dense_limit=4)):
        assert len(merges) == 29
        assert np.abs(merges[:, 2]).max() < 1e-5
