"""Grow the tree: bottom-up average linkage, within the areas of the guide where there are any."""

from __future__ import annotations

import numpy as np

from hobby_profiles.taxonomy.base import Vectors, unit_rows
from hobby_profiles.taxonomy.tree.cluster import Linkage, average_linkage
from hobby_profiles.taxonomy.tree.forest import Forest
from hobby_profiles.taxonomy.tree.guide import Placement
from hobby_profiles.taxonomy.tree.prune import prune
from hobby_profiles.taxonomy.tree.settings import TreeSettings

# What the guide says of two topics: 0 in one area, this in two areas of one branch, else 1.
_SAME_BRANCH_DISTANCE = 0.5


def grow(vectors: Vectors, settings: TreeSettings, placement: Placement | None = None) -> Forest:
    """Cluster and prune.

    The distance of two topics is their cosine distance mixed with what the guide says of them:
    ``(1 - w) * cosine distance + w * guide distance``, with the guide distance 0 within an area,
    0.5 between areas of a branch and 1 otherwise. As the guide's share keeps areas apart, average
    linkage joins the topics of an area first, then areas, then branches; so areas are clustered one
    after the other, which costs far less than all at once. Where there is no use to go by, words
    alone are too often wrong to keep topics apart: the guide's share is then the cosine distance of
    the areas that the words make likely, the less the less sure it is, and all topics are clustered
    at once.

    Args:
        vectors: Unit rows of the leaves, shape (n, dimensions), n at least 1.
        settings: Weight of the guide, relevance rule.
        placement: Where the guide puts the leaves; None to cluster on meaning alone.

    Returns:
        The tree before it is brought into shape.
    """
    weight = settings.tree_guide_weight if placement is not None else 0.0
    forest = _bare(len(vectors))
    tops: list[int] = []
    if placement is None or weight == 0.0 or placement.profile is not None:
        everything = np.arange(len(vectors))
        mixed = mixed_vectors(vectors, placement, weight)
        tops.extend(_opened(forest, _cluster(forest, everything, mixed, 1.0, settings)))
    else:
        for branch, branch_name in enumerate(placement.branch_names):
            areas = []
            for area in np.unique(placement.area[placement.branch == branch]):
                members = np.flatnonzero(placement.area == area)
                node = _cluster(forest, members, vectors, 1.0 - weight, settings)
                if not forest.is_leaf(node):
                    forest.guide_name[node] = placement.area_names[area]
                areas.append(node)
            if not areas:
                continue
            if len(areas) == 1:
                tops.append(areas[0])
                continue
            distance = mean_distance(forest, areas, vectors)
            height = (1.0 - weight) * distance + weight * _SAME_BRANCH_DISTANCE
            tops.append(forest.add(areas, height=_above(forest, areas, height)))
            forest.guide_name[tops[-1]] = branch_name
        unplaced = np.flatnonzero(placement.area < 0)
        if len(unplaced):
            top = _cluster(forest, unplaced, vectors, 1.0 - weight, settings)
            tops.extend(_opened(forest, top))
    forest.root = forest.add(tops, height=2.0)
    prune(
        forest,
        factor=settings.tree_relevance_factor,
        direction=settings.tree_relevance_direction,
    )
    return forest


def mixed_vectors(vectors: Vectors, placement: Placement | None, weight: float) -> Vectors:
    """Unit rows whose cosine mixes that of the labels with what their words say of areas.

    Args:
        vectors: Unit rows of the labels, shape (n, dimensions).
        placement: The guide's say, or None.
        weight: Its share in [0, 1).

    Returns:
        Unit rows, shape (n, dimensions + areas + branches); ``vectors`` themselves if the guide
        says nothing.
    """
    if placement is None or placement.profile is None or weight == 0.0:
        return vectors
    return unit_rows(
        np.concatenate(
            [np.sqrt(1.0 - weight) * vectors, np.sqrt(weight) * placement.profile], axis=1
        )
    )


def mean_distance(forest: Forest, nodes: list[int], vectors: Vectors) -> float:
    """Mean cosine distance between leaves of different nodes, rounded to 6 decimals."""
    sums = np.stack([vectors[forest.leaves(node)].astype(np.float64).sum(axis=0) for node in nodes])
    sizes = np.array([len(forest.leaves(node)) for node in nodes], dtype=np.float64)
    total = sums.sum(axis=0)
    products = float(total @ total) - float((sums * sums).sum())
    pairs = float(sizes.sum() ** 2 - (sizes**2).sum())
    return round(1.0 - products / pairs, 6) if pairs else 0.0


def _bare(leaf_count: int) -> Forest:
    return Forest(
        leaf_count=leaf_count,
        parent=[-1] * leaf_count,
        children=[[] for _ in range(leaf_count)],
        height=[0.0] * leaf_count,
    )


def _cluster(
    forest: Forest, members: np.ndarray, vectors: Vectors, scale: float, settings: TreeSettings
) -> int:
    """Add the dendrogram of some leaves to the forest and return its top node."""
    if len(members) == 1:
        return int(members[0])
    merges: Linkage = average_linkage(vectors[members], exact_limit=settings.tree_exact_limit)
    nodes = [int(leaf) for leaf in members]
    for left, right, height, _ in merges:
        joined = [nodes[int(left)], nodes[int(right)]]
        nodes.append(forest.add(joined, height=round(float(height) * scale, 6)))
    return nodes[-1]


def _opened(forest: Forest, node: int) -> list[int]:
    """The children of a dendrogram's top, which says nothing; a lone leaf stays itself."""
    if forest.is_leaf(node):
        return [node]
    children = forest.children[node]
    for child in children:
        forest.parent[child] = -1
    forest.children[node] = []
    return list(children)


def _above(forest: Forest, nodes: list[int], height: float) -> float:
    return round(max([height, *(forest.height[node] for node in nodes)]), 6)
