"""Labels that were merged wrongly are told apart, and come together again once that is undone."""

from __future__ import annotations

from datetime import datetime

import pandas as pd
import pytest

from hobby_profiles.taxonomy.identity.apart import TOLD_APART, told_apart
from hobby_profiles.taxonomy.identity.overrides import resolve_overrides
from hobby_profiles.taxonomy.identity.overrides_apply import decided_tree
from hobby_profiles.taxonomy.run import TaxonomySettings

from .test_identity import FIRST, LATER, id_of, overrides
from .test_identity import run as run_with

LABELS = ["dog walks", "dog walk", "dog books", "cat photos", "cat food", "piano trips"]
SPLIT = ("split", "dog walk", "dog walks")
STANDS, JOINS = "dog walks", "dog walk"


def run(
    labels: list[str],
    registry: pd.DataFrame | None = None,
    *rows: tuple[str, str, str],
    anew: bool = False,
    now: datetime = FIRST,
) -> pd.DataFrame:
    settings = TaxonomySettings(tree_min_group=2)
    return run_with(labels, registry, *rows, anew=anew, now=now, settings=settings)


def labels_of(registry: pd.DataFrame) -> dict[str, list[str]]:
    there = registry[(registry["topic_status"] != "gone") & registry["is_leaf"]]
    return dict(zip(there["topic_label"], map(list, there["labels"]), strict=True))


@pytest.fixture(scope="module")
def together() -> pd.DataFrame:
    registry = run(LABELS)
    [topic] = [label for label, found in labels_of(registry).items() if len(found) == 2]
    assert sorted(labels_of(registry)[topic]) == sorted([STANDS, JOINS])
    return registry


@pytest.mark.parametrize("anew", [False, True])
@pytest.mark.parametrize("pair", [(STANDS, JOINS), (JOINS, STANDS)])
def test_a_split_label_has_a_topic_of_its_own_and_the_other_keeps_the_id(
    together: pd.DataFrame, anew: bool, pair: tuple[str, str]
) -> None:
    [before] = {label for label, found in labels_of(together).items() if len(found) == 2}
    row = ("split", pair[0].upper(), pair[1])
    after = run(LABELS, together, row, anew=anew, now=LATER)
    assert labels_of(after)[pair[0]] == [pair[0]]
    assert labels_of(after)[pair[1]] == [pair[1]]
    assert id_of(together, before) in {id_of(after, label) for label in pair}
    assert id_of(after, pair[0]) != id_of(after, pair[1])
    resolved = resolve_overrides(overrides(row), after)
    assert resolved["problem"].isna().all()
    assert id_of(after, pair[0]) in set(decided_tree(after, resolved)["topic_id"])
    again = run(LABELS, after, row, now=LATER)
    pd.testing.assert_frame_equal(
        again.drop(columns=["attach_status", "attach_reason", "merged_labels"]),
        after.drop(columns=["attach_status", "attach_reason", "merged_labels"]),
    )


@pytest.mark.parametrize("anew", [False, True])
def test_a_split_that_is_taken_back_is_merged_as_before(together: pd.DataFrame, anew: bool) -> None:
    apart = run(LABELS, together, SPLIT, now=LATER)
    back = run(LABELS, apart, anew=anew, now=LATER)
    groups = [sorted(labels_of(registry).values()) for registry in (back, together)]
    assert groups[0] == groups[1]
    assert len(labels_of(apart)) == len(labels_of(back)) + 1


def test_a_label_that_is_not_there_is_told_with_the_nearest(together: pd.DataFrame) -> None:
    row = ("split", "dog wolk", "dog walks")
    after = run(LABELS, together, row, now=LATER)
    assert labels_of(after) == labels_of(together)
    problem = resolve_overrides(overrides(row), after)["problem"].item()
    assert "'dog walk" in problem


def test_what_is_left_of_a_topic_goes_by_the_other_label() -> None:
    merged = pd.DataFrame(
        {
            "label": ["a", "b", "c"],
            "topic_label": ["a", "a", "a"],
            "merge_reason": ["representative", "typo", "typo"],
            "merge_score": [1.0, 0.9, 0.9],
            "product_count": [3, 2, 1],
        }
    )
    apart = told_apart(merged, [("a", "c")]).set_index("label")
    assert list(apart["topic_label"]) == ["a", "c", "c"]
    assert list(apart["merge_reason"]) == [TOLD_APART, "typo", "representative"]
    pd.testing.assert_frame_equal(told_apart(merged, []), merged)
