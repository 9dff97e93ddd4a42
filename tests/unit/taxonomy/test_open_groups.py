"""Groups that say nothing are opened, others stay."""

from __future__ import annotations

import numpy as np
import pytest

from hobby_profiles.taxonomy.tree.forest import Forest
from hobby_profiles.taxonomy.tree.open_groups import open_groups

from .trees import embed, flat_forest

LABELS = ["running", "trail running", "night running", "marathons", "relay marathons", "yoga"]


def forest_of(area: str | None = "Running") -> tuple[Forest, int, int]:
    """An area with two groups: the first holds leaves 0 to 2, the second 3 and 4."""
    forest = flat_forest(len(LABELS))
    (above,) = forest.regroup(forest.root, [([0, 1, 2, 3, 4], 0.5)])
    first, second = forest.regroup(above, [([0, 1, 2], 0.3), ([3, 4], 0.2)])
    if area is not None:
        forest.guide_name[above] = area
    return forest, first, second


def test_a_group_that_is_mostly_its_areas_topic_is_opened() -> None:
    forest, first, second = forest_of()
    counts = np.array([90, 3, 2, 5, 5, 1])
    steps = open_groups(forest, embed(LABELS), LABELS, counts, fan_out=40)
    assert first not in forest.inner()
    assert second in forest.inner()
    assert [(step.what, step.from_topic, step.to_topic) for step in steps] == [
        ("collapsed", "running and 2 more", "Running")
    ]
    assert steps[0].why == "running itself held 90 of the group's 95 products"


@pytest.mark.parametrize(
    ("counts", "fan_out", "area"),
    [
        ([2, 3, 2, 5, 5, 1], 40, "Running"),
        ([90, 3, 2, 5, 5, 1], 3, "Running"),
        ([90, 3, 2, 5, 5, 1], 40, "Sports"),
        ([90, 3, 2, 5, 5, 1], 40, None),
    ],
)
def test_other_groups_stay(counts: list[int], fan_out: int, area: str | None) -> None:
    forest, first, _ = forest_of(area)
    assert not open_groups(forest, embed(LABELS), LABELS, np.array(counts), fan_out)
    assert first in forest.inner()


def test_a_group_that_nothing_holds_together_is_opened() -> None:
    labels = ["gnomes", "tiki", "posters", "marathons", "relay marathons", "yoga"]
    forest, first, second = forest_of("Decor")
    steps = open_groups(forest, embed(labels), labels, np.ones(6, dtype=np.int64), fan_out=40)
    assert first not in forest.inner()
    assert second in forest.inner()
    assert "mean cosine" in steps[0].why


def test_a_large_group_of_an_area_stays_and_its_loose_parts_are_opened() -> None:
    labels = ["gnomes", "tiki", "posters", "flags", "chairs", "yoga"]
    forest = flat_forest(len(labels))
    (area,) = forest.regroup(forest.root, [([0, 1, 2, 3, 4], 0.9)])
    (large,) = forest.regroup(area, [([0, 1, 2, 3, 4], 0.8)])
    (loose,) = forest.regroup(large, [([0, 1], 0.7)])
    forest.guide_name[area] = "Decor"
    open_groups(forest, embed(labels), labels, np.ones(6, dtype=np.int64), fan_out=4)
    assert large in forest.inner()
    assert loose in forest.inner()
    (other,) = forest.regroup(large, [([2, 3, 4], 0.7)])
    open_groups(forest, embed(labels), labels, np.ones(6, dtype=np.int64), fan_out=4)
    assert large in forest.inner()
    assert loose not in forest.inner()
    assert other in forest.inner()
