"""Grow the tree: partition by reviewed area, then bottom-up average linkage inside each."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hobby_profiles.taxonomy.base import Vectors
from hobby_profiles.taxonomy.tree.cluster import Linkage, average_linkage
from hobby_profiles.taxonomy.tree.forest import Forest
from hobby_profiles.taxonomy.tree.guide import Placement
from hobby_profiles.taxonomy.tree.prune import prune
from hobby_profiles.taxonomy.tree.settings import TreeSettings
from hobby_profiles.taxonomy.tree.themes import Themes, heads


def grow(
    labels: list[str],
    vectors: Vectors,
    counts: NDArray[np.int64],
    placement: Placement,
    themes: Themes,
    settings: TreeSettings,
) -> Forest:
    """Partition by branch, area and named group, cluster what is left inside each area, prune.

    The areas of a branch stand side by side in it, and so do the named groups of an area with the
    clusters of its other topics. Clusters are made by the cosine distance of the labels. Topics
    that are in no area are clustered together.

    Args:
        labels: Labels of the leaves, at least one.
        vectors: Their unit rows, shape (n, dimensions).
        counts: Their products.
        placement: The area of each leaf.
        themes: The named groups of the areas.
        settings: Relevance rule, fan-out, smallest group.

    Returns:
        The tree before it is brought into shape.
    """
    forest = _bare(len(vectors))
    tops: list[int] = []
    for branch, branch_name in enumerate(placement.branch_names):
        areas = []
        for area in np.unique(placement.area[placement.branch == branch]):
            name = placement.area_names[area]
            members = np.flatnonzero(placement.area == area)
            places = themes.of_area(
                name,
                [labels[leaf] for leaf in members],
                vectors[members],
                counts[members],
                [placement.reviewed[leaf] for leaf in members],
                smallest=settings.tree_min_group,
                room=settings.tree_max_children,
            )
            node = _area(
                forest, name, members, places, themes.names[name], vectors,
                is_head=heads(counts[members]), room=settings.tree_max_children,
            )  # fmt: skip
            areas.append(node)
        if len(areas) == 1:
            tops.append(areas[0])
        elif areas:
            tops.append(_over(forest, areas, vectors))
            forest.guide_name[tops[-1]] = branch_name
    unplaced = np.flatnonzero(placement.area < 0)
    if len(unplaced):
        tops.extend(_opened(forest, _cluster(forest, unplaced, vectors)))
    forest.root = forest.add(tops, height=2.0)
    prune(forest, factor=settings.tree_relevance_factor)
    return forest


def _area(
    forest: Forest,
    name: str,
    members: NDArray[np.int64],
    places: NDArray[np.int64],
    theme_names: list[str],
    vectors: Vectors,
    *,
    is_head: NDArray[np.bool_],
    room: int,
) -> int:
    """Add an area with its named groups and its other topics; return its node.

    The other topics stand in the area itself if all fit on its page; if not, all but its heads
    are clustered.
    """
    children: list[int] = []
    for place in np.unique(places[places >= 0]):
        inside = members[places == place]
        children.append(_page(forest, inside, vectors, room))
        forest.guide_name[children[-1]] = theme_names[place]
    rest = members[places < 0]
    if len(children) + len(rest) <= room:
        children.extend(int(leaf) for leaf in rest)
    else:
        children.extend(int(leaf) for leaf in members[(places < 0) & is_head])
        crowd = members[(places < 0) & ~is_head]
        children.extend(_opened(forest, _cluster(forest, crowd, vectors)))
    node = _over(forest, children, vectors) if len(children) > 1 else children[0]
    if not forest.is_leaf(node):
        forest.guide_name[node] = name
    return node


def _page(forest: Forest, leaves: NDArray[np.int64], vectors: Vectors, room: int) -> int:
    """Add a node over some leaves: all side by side if they fit on a page, else clustered."""
    if 1 < len(leaves) <= room:
        return _over(forest, [int(leaf) for leaf in leaves], vectors)
    return _cluster(forest, leaves, vectors)


def _over(forest: Forest, nodes: list[int], vectors: Vectors) -> int:
    """Add a node over others, at the mean distance of their leaves but no lower than they are."""
    height = max([mean_distance(forest, nodes, vectors), *(forest.height[node] for node in nodes)])
    return forest.add(nodes, height=round(height, 6))


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


def _cluster(forest: Forest, members: np.ndarray, vectors: Vectors) -> int:
    """Add the dendrogram of some leaves to the forest and return its top node."""
    if len(members) == 1:
        return int(members[0])
    merges: Linkage = average_linkage(vectors[members])
    nodes = [int(leaf) for leaf in members]
    for left, right, height, _ in merges:
        joined = [nodes[int(left)], nodes[int(right)]]
        nodes.append(forest.add(joined, height=round(float(height), 6)))
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
