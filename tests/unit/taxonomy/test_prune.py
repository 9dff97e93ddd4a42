"""The relevance rule on trees small enough to work out by hand."""

from __future__ import annotations

import pytest

from hobby_profiles.taxonomy.tree.forest import Forest
from hobby_profiles.taxonomy.tree.prune import prune


def forest_with(height: float, below: tuple[float, float]) -> tuple[Forest, int, list[int]]:
    """root > node(height) > two inner nodes over two leaves each."""
    forest = Forest(
        leaf_count=6, parent=[-1] * 6, children=[[] for _ in range(6)], height=[0.0] * 6
    )
    first = forest.add([0, 1], height=below[0])
    second = forest.add([2, 3], height=below[1])
    node = forest.add([first, second], height=height)
    forest.root = forest.add([node, 4, 5], height=1.0)
    return forest, node, [first, second]


def test_node_hardly_above_its_children_is_dropped_and_they_go_to_its_parent() -> None:
    forest, node, inner = forest_with(0.23, (0.2, 0.2))

    assert prune(forest, factor=0.2) == 1

    assert node not in forest.children[forest.root]
    assert forest.children[forest.root][:2] == inner
    assert [forest.parent[child] for child in inner] == [forest.root, forest.root]


@pytest.mark.parametrize(("height", "stays"), [(0.24, False), (0.241, True), (0.5, True)])
def test_exactly_twenty_percent_is_not_more_than_twenty_percent(height: float, stays: bool) -> None:
    forest, node, _ = forest_with(height, (0.2, 0.2))

    prune(forest, factor=0.2)

    assert (node in forest.children[forest.root]) is stays


def test_the_mean_of_the_inner_children_counts_and_leaves_do_not() -> None:
    forest = Forest(
        leaf_count=5, parent=[-1] * 5, children=[[] for _ in range(5)], height=[0.0] * 5
    )
    inner = forest.add([0, 1], height=0.2)
    node = forest.add([inner, 2], height=0.23)
    forest.root = forest.add([node, 3, 4], height=1.0)

    assert prune(forest, factor=0.2) == 1
    assert forest.children[forest.root] == [inner, 2, 3, 4]


def test_factor_is_a_setting() -> None:
    forest, node, _ = forest_with(0.23, (0.2, 0.2))

    assert prune(forest, factor=0.1) == 0
    assert node in forest.children[forest.root]


def chain() -> Forest:
    """Heights 0.2 < 0.23 < 0.26: each is 15% and 13% above the one below, 30% above the lowest."""
    forest = Forest(
        leaf_count=5, parent=[-1] * 5, children=[[] for _ in range(5)], height=[0.0] * 5
    )
    low = forest.add([0, 1], height=0.2)
    middle = forest.add([low, 2], height=0.23)
    high = forest.add([middle, 3], height=0.26)
    forest.root = forest.add([high, 4], height=1.0)
    return forest


def test_bottom_up_compares_with_what_stayed() -> None:
    forest = chain()
    prune(forest, factor=0.2)
    # The middle goes; the high one is then 30% above the low one and stays.
    assert [forest.height[node] for node in forest.inner()] == [0.26, 0.2]


def test_nodes_over_leaves_only_stay() -> None:
    forest = Forest(
        leaf_count=3, parent=[-1] * 3, children=[[] for _ in range(3)], height=[0.0] * 3
    )
    node = forest.add([0, 1], height=0.0)
    forest.root = forest.add([node, 2], height=0.0)
    assert prune(forest, factor=0.2) == 0
