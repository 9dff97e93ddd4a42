"""The tree as a whole: its shape, its ids, what bad labels do to it."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hobby_profiles.core.errors import InputError
from hobby_profiles.taxonomy.tree.build import TREE_COLUMNS, build_tree
from hobby_profiles.taxonomy.tree.guide import Guide
from hobby_profiles.taxonomy.tree.settings import TreeSettings

from .trees import AREAS, built, embed, leaves, many_labels


def check_shape(tree: pd.DataFrame, settings_: TreeSettings, labels: list[str]) -> None:
    """Every promise that the settings make."""
    assert sorted(tree["topic_label"].dropna()) == sorted(labels)
    assert tree["topic_id"].is_unique
    parent = dict(zip(tree["topic_id"], tree["parent_topic_id"], strict=True))
    children = tree["parent_topic_id"].dropna().value_counts()
    assert children.empty or children.max() <= settings_.tree_max_children
    assert children.empty or children.min() >= 2
    assert set(tree.loc[~tree["is_leaf"], "topic_id"]) == set(children.index)
    assert tree["depth"].empty or tree["depth"].max() <= settings_.tree_max_depth
    assert int(tree["parent_topic_id"].isna().sum()) <= settings_.tree_max_branches
    for topic, depth in zip(tree["topic_id"], tree["depth"], strict=True):
        steps = 0
        while pd.notna(topic):
            topic, steps = parent[topic], steps + 1
        assert steps == depth


@pytest.mark.parametrize("guided", [True, False])
@pytest.mark.parametrize("count", [13, 60, 700])
def test_shape_keeps_to_the_settings(count: int, guided: bool) -> None:
    labels = many_labels(count)
    tree = built(labels, areas=AREAS if guided else AREAS[:0])
    check_shape(tree, TreeSettings(), labels)
    assert guided or (tree["depth"] == 1).sum() >= 12


def test_shape_keeps_to_narrow_settings() -> None:
    labels = many_labels(400)
    narrow = TreeSettings(tree_max_children=5, tree_max_depth=6, tree_max_branches=5)
    check_shape(built(labels, narrow, areas=AREAS[:0]), narrow, labels)


def test_no_labels_give_an_empty_tree_with_all_columns() -> None:
    tree = built([], vectors=np.zeros((0, 0), dtype=np.float32))
    assert list(tree.columns) == TREE_COLUMNS
    assert len(tree) == 0


def test_one_label_is_a_top_level_leaf() -> None:
    tree = built(["chess"])
    assert tree[["topic_label", "depth", "is_leaf"]].to_numpy().tolist() == [["chess", 1, True]]


def test_labels_of_equal_meaning_stay_apart_and_findable() -> None:
    labels = [f"label {number}" for number in range(300)]
    same = np.tile(embed(["chess"]), (300, 1))
    check_shape(built(labels, vectors=same), TreeSettings(), labels)


ODD = [
    "1234",
    "3.14",
    "🎸🎸",
    "🐶",
    "ゲーム",
    "вязание",
    "a" * 300,
    "rock & roll",
    '"quoted"',
    "x\ny",
]


@pytest.mark.parametrize("copies", [1, 4])
def test_odd_labels_are_leaves_like_any_other(copies: int) -> None:
    labels = [label * (1 + copy) for label in ODD for copy in range(copies)]
    tree = built(labels)
    check_shape(tree, TreeSettings(), labels)


@given(st.lists(st.text(min_size=1, max_size=12), unique=True, max_size=40))
@settings(max_examples=25, deadline=None)
def test_any_labels_give_a_valid_tree(labels: list[str]) -> None:
    vectors = embed(labels) if labels else np.zeros((0, 64), dtype=np.float32)
    check_shape(built(labels, vectors=vectors), TreeSettings(), labels)


def test_rows_in_another_order_give_the_same_bytes() -> None:
    labels = many_labels(500)
    frame, vectors = leaves(labels), embed(labels)
    usual = built(labels)
    for seed in range(3):
        order = np.random.default_rng(seed).permutation(len(labels))
        areas = AREAS.sample(frac=1, random_state=seed)
        shuffled = [labels[row] for row in order]
        other = built(shuffled, areas=areas, vectors=vectors[order], frame=frame.iloc[order])
        pd.testing.assert_frame_equal(usual, other)


def test_guide_brings_its_branches_and_kinds() -> None:
    dogs = [f"dog {word}" for word in "beds bowls treats walks toys leads".split()]
    cats = [f"cat {word}" for word in "beds bowls treats trees toys".split()]
    yarn = [f"knitting {word}" for word in "hats socks needles patterns".split()]
    sewn = [f"sewing {word}" for word in "needles patterns machines".split()]
    labels = dogs + cats + yarn + sewn
    used = pd.DataFrame(
        {"topic_label": labels, "text_hash": labels, "category_path": [x[:3] for x in labels]}
    )
    tree = build_tree(leaves(labels), embed(labels), Guide(AREAS, embed), used)
    named = tree.dropna(subset="guide_name").set_index("guide_name")
    assert {"Pets", "Crafts", "Dogs", "Cats"} <= set(named.index)
    assert named.loc["Dogs", "parent_topic_id"] == named.loc["Pets", "topic_id"]
    assert named.loc["Pets", "kind"] == "lifestyle"
    assert named.loc["Crafts", "kind"] == "activity"
    parent = dict(zip(tree["topic_id"], tree["parent_topic_id"], strict=True))
    of_label = tree.set_index("topic_label")["topic_id"]
    for label in dogs:
        above = of_label[label]
        while parent[above] is not pd.NA and above != named.loc["Dogs", "topic_id"]:
            above = parent[above]
        assert above == named.loc["Dogs", "topic_id"]


def test_kind_is_the_majority_weighted_by_products() -> None:
    labels = [f"dog {number}" for number in range(20)]
    frame = leaves(labels).assign(
        product_count=[100] + [1] * 19, kind=["style"] + ["activity"] * 19
    )
    tree = built(labels, frame=frame)
    inner = tree[~tree["is_leaf"]]
    assert set(inner.loc[inner["product_count"] > 100, "kind"]) == {"style"}
    assert set(inner.loc[inner["product_count"] < 100, "kind"]) <= {"activity"}


def test_coherence_steps_say_what_from_to_and_why() -> None:
    labels = many_labels(300)
    tree = built(labels, areas=AREAS[:0])
    steps = [step for text in tree["coherence_steps"].dropna() for step in json.loads(text)]
    assert steps
    for step in steps:
        assert set(step) == {"what", "from_topic", "to_topic", "why"}
        assert step["what"] in {"moved", "merged", "collapsed"}
        assert all(step.values())


def test_repeated_labels_are_refused_with_the_label() -> None:
    with pytest.raises(InputError, match="'chess'"):
        built(["chess", "chess"])


def test_vectors_and_labels_must_match_in_number() -> None:
    with pytest.raises(InputError, match="2 topics and 1 vectors"):
        built(["chess", "golf"], vectors=embed(["chess"]))


@pytest.mark.parametrize(
    "setting",
    [
        {"tree_relevance_factor": 0.0},
        {"tree_max_children": 8},
        {"tree_max_depth": 3},
        {"tree_max_branches": 6},
        {"tree_min_group": 12},
    ],
)
def test_every_setting_changes_the_tree(setting: dict[str, float]) -> None:
    labels = many_labels(400)
    usual = built(labels, areas=AREAS[:0])
    other = built(labels, TreeSettings.from_values(setting), areas=AREAS[:0])
    assert set(usual["topic_id"]) != set(other["topic_id"])


def test_area_without_a_branch_is_refused() -> None:
    with pytest.raises(InputError, match="parent_area"):
        Guide(AREAS.assign(parent_area=""), embed)
