"""The relevance rule: which inner nodes of the dendrogram say something their children do not."""

from __future__ import annotations

from hobby_profiles.taxonomy.tree.forest import Forest

_TOLERANCE = 1e-9


def prune(forest: Forest, *, factor: float) -> int:
    """Remove inner nodes that are hardly more general than their inner children, bottom-up.

    An inner node stays only if its height exceeds the mean height of its inner children by more
    than ``factor``: a node at 0.23 over children at 0.2 and 0.2 is 15% above them and goes with a
    factor of 0.2; its children go to its parent. Children are judged first, so a node is compared
    with those that stayed. A node whose children are all leaves stays.

    Args:
        forest: The tree; edited in place. Its hidden root is not judged, nor are nodes that stand
            for a reviewed area: they are there for more than their height.
        factor: Share by which a node must exceed its inner children, 0.2 for 20%.

    Returns:
        The number of nodes removed.
    """
    removed = 0
    for node in reversed(forest.inner()):
        if not _is_relevant(forest, node, factor):
            forest.dissolve(node)
            removed += 1
    return removed


def _is_relevant(forest: Forest, node: int, factor: float) -> bool:
    if node in forest.guide_name:
        return True
    inner = [forest.height[child] for child in forest.children[node] if not forest.is_leaf(child)]
    if not inner:
        return True
    return forest.height[node] > (1.0 + factor) * sum(inner) / len(inner) + _TOLERANCE
