"""Groups inside reviewed areas that say nothing: they are opened, their topics join the area.

A reader looks for a topic in an area; a group in between helps only if it can be named. Two kinds
cannot: one that mostly is the area's own general topic ("Running" inside "Trail running" inside
"Running"), and one of topics that have little in common but that they fit nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hobby_profiles.taxonomy.base import Vectors
from hobby_profiles.taxonomy.names.words import fold
from hobby_profiles.taxonomy.tree.coherence import Step
from hobby_profiles.taxonomy.tree.forest import Forest

# Share of a group's products from which it is its area's general topic.
_GENERAL_SHARE = 0.5
# Mean cosine of a group's topics below which nothing holds them together.
_LEAST_COHESION = 0.4


def open_groups(
    forest: Forest,
    vectors: Vectors,
    labels: Sequence[str],
    counts: NDArray[np.int64],
    fan_out: int,
) -> list[Step]:
    """Dissolve groups that say nothing, where their parents have room for the children.

    Args:
        forest: The tree; edited in place.
        vectors: Unit rows of the leaves, shape (leaf_count, dimensions).
        labels: Labels of the leaves.
        counts: Products of the leaves, shape (leaf_count,).
        fan_out: Most children that a parent may have afterwards.

    Returns:
        What was done.
    """
    steps: list[Step] = []
    for node in forest.inner():
        areas = _areas_above(forest, node)
        if node in forest.guide_name or not areas:
            continue
        parent = forest.parent[node]
        if len(forest.children[parent]) + len(forest.children[node]) - 1 > fan_out:
            continue
        why = _general(forest, node, areas, labels, counts)
        # A large group right in an area splits a long list, and has the widest terms to choose.
        is_page = parent in forest.guide_name and len(forest.leaves(node)) > fan_out
        why = why or ("" if is_page else _loose(forest, node, vectors))
        if why:
            most = max(forest.leaves(node), key=lambda leaf: (int(counts[leaf]), -leaf))
            about = f"{labels[most]} and {len(forest.leaves(node)) - 1} more"
            steps.append(Step("collapsed", parent, about, areas[0], why))
            forest.dissolve(node)
    return steps


def _areas_above(forest: Forest, node: int) -> list[str]:
    """Reviewed areas above a node, the nearest first."""
    found = []
    while node != forest.root:
        node = forest.parent[node]
        if node in forest.guide_name:
            found.append(forest.guide_name[node])
    return found


def _general(
    forest: Forest,
    node: int,
    areas: Sequence[str],
    labels: Sequence[str],
    counts: NDArray[np.int64],
) -> str:
    """Why a group is its area's general topic; empty if it is not."""
    named = {fold(area) for area in areas}
    total = int(counts[forest.leaves(node)].sum())
    for child in forest.children[node]:
        if forest.is_leaf(child) and fold(labels[child]) in named:
            held = int(counts[child])
            if held > _GENERAL_SHARE * total:
                return f"{labels[child]} itself held {held} of the group's {total} products"
    return ""


def _loose(forest: Forest, node: int, vectors: Vectors) -> str:
    """Why nothing holds a group together; empty if something does."""
    rows = vectors[forest.leaves(node)].astype(np.float64)
    total = rows.sum(axis=0)
    cohesion = (float(total @ total) - len(rows)) / (len(rows) * (len(rows) - 1))
    if round(cohesion, 6) >= _LEAST_COHESION:
        return ""
    return f"mean cosine of its topics to each other {cohesion:.2f}"
