"""The shape of the tree: number of branches, fan-out, depth, and no inner topic with one child."""

from __future__ import annotations

import math

import numpy as np

from hobby_profiles.core.vectors import Vectors, unit_rows
from hobby_profiles.taxonomy.tree.forest import Forest
from hobby_profiles.taxonomy.tree.settings import TreeSettings

# Ward's linkage needs all pairs; more children than this are first put in linkage order and cut.
_WARD_LIMIT = 12_000
# Top-level topics that a tree without reviewed areas has at least, where there are enough topics.
_MIN_BRANCHES = 12


def shape(forest: Forest, vectors: Vectors, settings: TreeSettings) -> None:
    """Bring a pruned tree into the shape that the settings ask for; edits it in place.

    Args:
        forest: The tree after the relevance rule.
        vectors: Unit rows of the leaves, shape (leaf_count, dimensions).
        settings: Fan-out, depth, number of branches, smallest group.
    """
    forest.tidy()
    dissolve_small(forest, settings.tree_min_group)
    _flatten_where_all_fits(forest, settings.tree_max_children)
    _open_branches(forest, min(_MIN_BRANCHES, settings.tree_max_branches))
    _fit(forest, forest.root, 0, vectors, settings)
    forest.tidy()


def dissolve_small(forest: Forest, smallest: int, fan_out: int | None = None) -> None:
    """Remove groups of fewer leaves than asked for; branches and reviewed areas stay.

    Args:
        forest: The tree; edited in place.
        smallest: Fewest leaves of a group.
        fan_out: A group stays if its parent would get more children than this; None for no limit.
    """
    for node in reversed(forest.inner()):
        parent = forest.parent[node]
        if node in forest.guide_name or parent == forest.root:
            continue
        after = len(forest.children[parent]) + len(forest.children[node]) - 1
        fits = fan_out is None or after <= fan_out
        if fits and len(forest.leaves(node)) < smallest:
            forest.dissolve(node)


def _flatten_where_all_fits(forest: Forest, fan_out: int) -> None:
    """Leave one level of groups in an area, as far as each of them holds its leaves directly.

    A reviewed area is a menu of groups; a group that fits on one page needs no further levels.
    """
    areas = [node for node in forest.guide_name if forest.parent[node] != -1]
    for area in areas:
        waiting = [node for node in forest.children[area] if node not in forest.guide_name]
        while waiting:
            node = waiting.pop()
            if len(forest.leaves(node)) > fan_out:
                waiting.extend(forest.children[node])
                continue
            for child in list(forest.children[node]):
                if not forest.is_leaf(child):
                    _dissolve_below(forest, child)


def _dissolve_below(forest: Forest, node: int) -> None:
    for child in list(forest.children[node]):
        if not forest.is_leaf(child):
            _dissolve_below(forest, child)
    forest.dissolve(node)


def _open_branches(forest: Forest, least: int) -> None:
    """Replace the largest branch by its children until there are enough; reviewed ones stay."""
    while len(forest.children[forest.root]) < least:
        inner = [
            node
            for node in forest.children[forest.root]
            if not forest.is_leaf(node) and node not in forest.guide_name
        ]
        if not inner:
            return
        forest.dissolve(max(inner, key=lambda node: (len(forest.leaves(node)), -node)))


def _fit(forest: Forest, node: int, depth: int, vectors: Vectors, settings: TreeSettings) -> None:
    """Make a node and all below it fit the fan-out and the depth that is left."""
    levels_left = settings.tree_max_depth - depth
    _flatten_crowded(forest, node, levels_left, settings.tree_max_children)
    limit = settings.tree_max_branches if depth == 0 else settings.tree_max_children
    if len(forest.children[node]) > limit:
        _group_children(forest, node, limit, levels_left, vectors, settings)
    for child in list(forest.children[node]):
        if not forest.is_leaf(child):
            _fit(forest, child, depth + 1, vectors, settings)


def _flatten_crowded(forest: Forest, node: int, levels_left: int, fan_out: int) -> None:
    """Dissolve inner children that cannot hold their leaves in the levels below them."""
    capacity = fan_out ** (levels_left - 1) if levels_left > 1 else 0
    changed = True
    while changed:
        changed = False
        for child in list(forest.children[node]):
            if not forest.is_leaf(child) and len(forest.leaves(child)) > capacity:
                forest.dissolve(child)
                changed = True


def _group_children(
    forest: Forest,
    node: int,
    limit: int,
    levels_left: int,
    vectors: Vectors,
    settings: TreeSettings,
) -> None:
    """Put a node's children, too many of them, into groups of similar ones."""
    children = list(forest.children[node])
    if node != forest.root:
        # Reviewed groups stay as they are; the others share the room that is left.
        children = [child for child in children if child not in forest.guide_name]
        limit = max(limit - (len(forest.children[node]) - len(children)), 2)
    sizes = [len(forest.leaves(child)) for child in children]
    capacity = settings.tree_max_children ** (levels_left - 1)
    centres = np.stack([vectors[forest.leaves(child)].sum(axis=0) for child in children])
    wanted = min(limit, math.ceil(math.sqrt(len(children))))
    if node == forest.root:
        wanted = max(wanted, min(_MIN_BRANCHES, limit))
    labels = ward_groups(unit_rows(centres), wanted)
    groups: dict[int, list[int]] = {}
    for child, label in zip(children, labels, strict=True):
        groups.setdefault(int(label), []).append(child)
    count = len(children)
    made: list[list[int]] = []
    fits = True
    for members in sorted(groups.values(), key=len, reverse=True):
        fits &= sum(sizes[children.index(member)] for member in members) <= capacity
        if len(members) > 1 and (len(members) >= settings.tree_min_group or count > limit):
            made.append(members)
            count += 1 - len(members)
    if not fits or count > limit:
        made = _even_groups(forest, node, limit, capacity, vectors)
    forest.regroup(node, [(members, _height(forest, members, vectors)) for members in made])


def _even_groups(
    forest: Forest, node: int, limit: int, capacity: int, vectors: Vectors
) -> list[list[int]]:
    """Groups of like size of all leaves under a node, in the order of their dendrogram.

    The way out where similarity alone makes more groups, or larger ones, than the shape allows.
    """
    import fastcluster
    from scipy.cluster.hierarchy import leaves_list

    for child in list(forest.children[node]):
        if not forest.is_leaf(child):
            _dissolve_below(forest, child)
    leaves = sorted(forest.children[node])
    if len(leaves) <= _WARD_LIMIT:
        rows = vectors[leaves].astype(np.float64).round(6)
        order = leaves_list(fastcluster.linkage_vector(rows, method="ward"))
        leaves = [leaves[place] for place in order]
    wanted = max(math.ceil(math.sqrt(len(leaves))), math.ceil(len(leaves) / capacity))
    size = math.ceil(len(leaves) / min(limit, wanted))
    return [
        leaves[start : start + size]
        for start in range(0, len(leaves), size)
        if len(leaves[start : start + size]) > 1
    ]


def ward_groups(centres: Vectors, count: int) -> np.ndarray:
    """Group numbers from Ward's linkage, which makes groups of like size, cut at ``count`` groups.

    Args:
        centres: Unit rows, shape (n, dimensions).
        count: Groups wanted.

    Returns:
        A group number for each row, shape (n,).
    """
    import fastcluster
    from scipy.cluster.hierarchy import fcluster

    if len(centres) > _WARD_LIMIT:
        return np.arange(len(centres)) * count // len(centres)
    merges = fastcluster.linkage_vector(centres.astype(np.float64).round(6), method="ward")
    groups: np.ndarray = fcluster(merges, t=count, criterion="maxclust")
    return groups


def _height(forest: Forest, members: list[int], vectors: Vectors) -> float:
    """Mean cosine distance between the members, at least the height of the highest."""
    centres = unit_rows(
        np.stack([vectors[forest.leaves(member)].sum(axis=0) for member in members])
    ).astype(np.float64)
    count = len(members)
    total = centres.sum(axis=0)
    similarity = (float(total @ total) - count) / (count * (count - 1))
    highest = max(forest.height[member] for member in members)
    return round(max(highest, 1.0 - similarity), 6)
