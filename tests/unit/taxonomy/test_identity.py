"""Ids, attaching and overrides: what stays when labels come and go."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from hobby_profiles.core.errors import InputError
from hobby_profiles.taxonomy.identity.ids import inner_form, match_ids, topic_id_of
from hobby_profiles.taxonomy.identity.overrides import resolve_overrides
from hobby_profiles.taxonomy.identity.overrides_apply import apply_names, apply_overrides
from hobby_profiles.taxonomy.tree.attach import attach_topics, name_pieces
from hobby_profiles.taxonomy.tree.run import tree_run
from hobby_profiles.taxonomy.tree.settings import TreeSettings

from .trees import AREAS, embed

WORDS = ("dog", "cat", "knitting", "crochet", "sewing", "kite", "boat", "piano")
THINGS = ("toys", "books", "photos", "lovers", "food", "beds", "clubs", "games", "trips", "art")
SETTINGS = TreeSettings(tree_guide_weight=0.0, tree_min_group=2)


def run(labels, previous=None, last=None):
    merged = pd.DataFrame({"label": labels, "topic_label": labels, "product_count": 2})
    embedded = merged[["label"]].assign(
        kind="activity", is_sensitive=False, embedding=list(embed(labels))
    )
    usage = pd.DataFrame(
        {"label": labels, "text_hash": labels, "category_path": "X", "product_count": 2}
    )
    return tree_run(merged, embedded, usage, AREAS, SETTINGS, previous=previous, last=last)


@pytest.fixture(scope="module")
def labels():
    return [f"{word} {thing}" for word in WORDS for thing in THINGS]


@pytest.fixture(scope="module")
def tree(labels):
    return run(labels)


def placed(tree):
    return dict(zip(tree["topic_id"], tree["parent_topic_id"].fillna(""), strict=True))


def test_ids_come_from_the_form_and_avoid_those_taken():
    first = topic_id_of("knitting")
    assert first == topic_id_of("knitting") and len(first) == 12
    assert topic_id_of("knitting", {first}) != first
    assert inner_form(["b", "a"]) == inner_form(["a", "b"]) != "a"


def test_ids_follow_the_members_and_gone_ids_redirect():
    old = {"t_1": {"a": 3.0, "b": 1.0}, "t_2": {"c": 1.0}, "t_3": {"d": 1.0}}
    new = {"a2": {"a": 3.0, "c": 1.0}, "b2": {"b": 1.0, "x": 5.0}}
    found = match_ids(new, old)
    assert found.ids["a2"] == "t_1"
    assert found.redirects == {"t_2": "t_1"}
    assert found.ids["b2"] not in old
    again = match_ids(dict(reversed(new.items())), dict(reversed(old.items())))
    assert again == found


def test_matching_is_one_to_one_for_the_greatest_total():
    old = {"t_1": {"a": 1.0, "b": 1.0}, "t_2": {"a": 1.0}}
    new = {"x": {"a": 1.0}, "y": {"a": 1.0, "b": 1.0}}
    assert match_ids(new, old).ids == {"x": "t_2", "y": "t_1"}


def test_ten_percent_more_labels_change_no_id_and_no_parent(tree, labels):
    more = [*labels, *[f"{word} naps" for word in WORDS]]
    after = run(more, previous=tree)
    before, now = placed(tree), placed(after)
    assert {topic: now.get(topic) for topic in before} == before
    new = after[after["attach_status"] == "new"].set_index("topic_label")
    assert sorted(new.index) == sorted(f"{word} naps" for word in WORDS)
    parent = after.set_index("topic_label")["parent_topic_id"]
    assert parent["dog naps"] in {parent[f"dog {thing}"] for thing in THINGS}


def test_a_rebuild_without_five_percent_keeps_the_ids(tree, labels):
    fewer = [label for number, label in enumerate(labels) if number % 20]
    after = run(fewer, last=tree)
    kept = tree[tree["is_leaf"] & tree["topic_label"].isin(fewer)].set_index("topic_label")
    now = after[after["is_leaf"]].set_index("topic_label")["topic_id"]
    assert (now[kept.index] == kept["topic_id"]).all()
    inner = set(tree.loc[~tree["is_leaf"], "topic_id"])
    assert len(inner & set(after["topic_id"])) >= 0.8 * len(inner)


def test_shuffled_labels_change_nothing(tree, labels):
    shuffled = [labels[at] for at in np.random.default_rng(1).permutation(len(labels))]
    again = run(shuffled)
    pd.testing.assert_frame_equal(again, tree)


def test_topics_that_are_gone_leave_with_their_empty_parents(tree):
    left = [f"dog {thing}" for thing in THINGS]
    after = run(left, previous=tree)
    assert sorted(after["topic_label"].dropna()) == sorted(left)
    parents = set(after["parent_topic_id"].dropna())
    assert parents == set(after.loc[~after["is_leaf"], "topic_id"])


def test_a_full_parent_takes_no_more():
    known = pd.DataFrame({"topic_label": ["dog toys", "cat toys"], "parent_topic_id": ["d", "c"]})
    new = pd.DataFrame({"topic_label": ["dog beds"]})
    usage = pd.DataFrame({"topic_label": pd.Series(dtype=str), "text_hash": pd.Series(dtype=str)})
    args = (known, embed(known["topic_label"]), new, embed(new["topic_label"]), usage)
    free = attach_topics(*args, child_counts={"d": 1, "c": 1}, max_children=2)
    full = attach_topics(*args, child_counts={"d": 2, "c": 1}, max_children=2)
    assert free["parent_topic_id"].tolist() == ["d"]
    assert full["parent_topic_id"].tolist() == ["c"]


def test_use_decides_where_words_do_not():
    known = pd.DataFrame({"topic_label": ["dog toys", "cat toys"], "parent_topic_id": ["d", "c"]})
    new = pd.DataFrame({"topic_label": ["zoomies"]})
    usage = pd.DataFrame({"topic_label": ["zoomies", "cat toys"], "text_hash": ["t", "t"]})
    found = attach_topics(
        known, embed(known["topic_label"]), new, embed(new["topic_label"]), usage,
        child_counts={}, max_children=9,
    )  # fmt: skip
    assert found["parent_topic_id"].tolist() == ["c"]


def test_names_are_split_into_pieces():
    assert name_pieces("dog & cat ownership") == ["dog", "cat ownership", "dog ownership"]


def overrides(*rows):
    return pd.DataFrame(rows, columns=["action", "topic", "target"])


def decide(tree, *rows, last=None, names=None):
    return apply_overrides(tree, resolve_overrides(overrides(*rows), tree, names), last)


def id_of(tree, label):
    return tree.set_index("topic_label")["topic_id"][label]


def test_overrides_move_merge_and_hide(tree):
    target = tree.loc[tree["topic_label"] == "piano toys", "parent_topic_id"].item()
    after = decide(
        tree,
        ("move", "dog toys", target),
        ("merge", "cat toys", "cat food"),
        ("hide", "BOAT TRIPS", None),
        ("move", "kite art", "top"),
    ).set_index("topic_id")
    assert after.loc[id_of(tree, "dog toys"), "parent_topic_id"] == target
    assert after.loc[id_of(tree, "cat food"), "labels"] == ["cat food", "cat toys"]
    assert id_of(tree, "cat toys") not in after.index
    assert id_of(tree, "boat trips") not in after.index
    assert pd.isna(after.loc[id_of(tree, "kite art"), "parent_topic_id"])
    assert after.loc[id_of(tree, "kite art"), "depth"] == 1


def test_hiding_an_inner_topic_hides_all_below(tree):
    inner = tree.loc[tree["topic_label"] == "dog toys", "parent_topic_id"].item()
    after = decide(tree, ("hide", inner, None))
    assert not set(tree.loc[tree["parent_topic_id"] == inner, "topic_id"]) & set(after["topic_id"])


def test_a_topic_never_goes_under_itself(tree):
    child = tree.loc[tree["topic_label"] == "dog toys"].iloc[0]
    inner = str(child["parent_topic_id"])
    after = decide(tree, ("move", inner, child["topic_id"]))
    assert placed(after)[inner] == placed(tree)[inner]


def test_a_pinned_topic_stays_where_it_was(tree):
    last = tree.copy()
    target = last.loc[last["topic_label"] == "piano toys", "parent_topic_id"].item()
    last.loc[last["topic_label"] == "dog toys", "parent_topic_id"] = target
    after = decide(tree, ("pin", "dog toys", None), last=last).set_index("topic_id")
    assert after.loc[id_of(tree, "dog toys"), "parent_topic_id"] == target


def test_an_unknown_topic_is_reported_with_the_nearest_names(tree):
    found = resolve_overrides(overrides(("hide", "dog toyz", None)), tree, None)
    assert "'dog toys'" in found["problem"].item()
    needs = resolve_overrides(overrides(("rename", "dog toys", None)), tree, None)
    assert "needs a target" in needs["problem"].item()


def test_an_unknown_action_is_refused(tree):
    with pytest.raises(InputError, match="rename, merge, move, hide, pin"):
        resolve_overrides(overrides(("delete", "dog toys", None)), tree, None)


def test_a_hidden_topic_is_still_found_in_the_next_run(tree):
    wanted = overrides(("hide", "Rover's toys", None))
    topic = id_of(tree, "dog toys")
    names = pd.DataFrame(
        {"topic_id": [topic], "topic_name": ["Rover's toys"], "topic_path": ["Rover's toys"]}
    )
    first = resolve_overrides(wanted, tree, names)
    second = resolve_overrides(wanted, tree, names.iloc[:0], first)
    assert second["topic_id"].tolist() == [topic]
    assert second["problem"].isna().all()


def test_renamed_and_kept_names_win_over_the_namer(tree):
    topic, other = id_of(tree, "dog toys"), id_of(tree, "dog food")
    names = pd.DataFrame(
        {"topic_id": [topic, other], "topic_name": ["A", "B"], "name_source": "label"}
    )
    resolved = resolve_overrides(overrides(("rename", "dog toys", "Toys for dogs")), tree, None)
    last = names.assign(topic_name=["Old A", "Old B"])
    found = apply_names(names, resolved, last, [other])
    assert found["topic_name"].tolist() == ["Toys for dogs", "Old B"]
    assert found["name_source"].tolist() == ["override", "label"]
