"""Ids, attaching, overrides and the registry: what stays when labels come and go."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pandas as pd
import pytest

from hobby_profiles.core.errors import InputError
from hobby_profiles.taxonomy.identity.ids import inner_form, match_ids, topic_id_of
from hobby_profiles.taxonomy.identity.overrides import resolve_overrides
from hobby_profiles.taxonomy.identity.overrides_apply import decided_tree
from hobby_profiles.taxonomy.identity.registry import REGISTRY_COLUMNS
from hobby_profiles.taxonomy.run import TaxonomySettings, taxonomy_run

from .trees import AREAS, NO_PLACES, embed

WORDS = ("dog", "cat", "knitting", "crochet", "sewing", "kite", "boat", "piano")
THINGS = ("walks", "books", "photos", "lovers", "food", "beds", "clubs", "games", "trips", "art")
SETTINGS = TaxonomySettings(tree_min_group=2, merge_min_score=0.999)
FIRST, LATER = datetime(2026, 1, 1), datetime(2026, 2, 1)


def overrides(*rows):
    return pd.DataFrame(rows, columns=["action", "topic", "target"])


def run(labels, registry=None, *rows, anew=False, now=FIRST, settings=SETTINGS):
    embedded = pd.DataFrame({"label": labels, "product_count": 2}).assign(
        kind="activity", is_sensitive=False, embedding=list(embed(labels))
    )
    usage = pd.DataFrame(
        {"label": labels, "text_hash": labels, "category_path": "X", "product_count": 2}
    )
    return taxonomy_run(
        embedded, usage, AREAS, NO_PLACES, overrides(*rows), pd.DataFrame({"hobby": ["chess"]}),
        pd.DataFrame({"product_name": ["A"]}), settings,
        registry=registry, anew=anew, now=now, embed=embed,
    )  # fmt: skip


@pytest.fixture(scope="module")
def labels():
    return [f"{word} {thing}" for word in WORDS for thing in THINGS]


@pytest.fixture(scope="module")
def tree(labels):
    return run(labels)


def placed(tree):
    there = tree[tree["topic_status"] == "in_tree"]
    return dict(zip(there["topic_id"], there["parent_topic_id"].fillna(""), strict=True))


def id_of(tree, label):
    return tree.set_index("topic_label")["topic_id"][label]


def parent_of(tree, label):
    return tree.set_index("topic_label")["parent_topic_id"][label]


def decide(tree, *rows):
    return decided_tree(tree, resolve_overrides(overrides(*rows), tree))


def test_ids_come_from_the_form_and_avoid_those_taken():
    first = topic_id_of("knitting")
    assert first == topic_id_of("knitting") and len(first) == 12
    assert topic_id_of("knitting", {first}) != first
    assert inner_form(["b", "a"]) == inner_form(["a", "b"]) != "a"


def test_ids_follow_the_members():
    old = {"t_1": {"a": 3.0, "b": 1.0}, "t_2": {"c": 1.0}, "t_3": {"d": 1.0}}
    new = {"a2": {"a": 3.0, "c": 1.0}, "b2": {"b": 1.0, "x": 5.0}}
    found = match_ids(new, old)
    assert found == {"a2": "t_1"}
    assert match_ids(dict(reversed(new.items())), dict(reversed(old.items()))) == found


def test_matching_is_one_to_one_for_the_greatest_total():
    old = {"t_1": {"a": 1.0, "b": 1.0}, "t_2": {"a": 1.0}}
    new = {"x": {"a": 1.0}, "y": {"a": 1.0, "b": 1.0}}
    assert match_ids(new, old) == {"x": "t_2", "y": "t_1"}


def test_a_second_run_changes_nothing_but_when_topics_were_seen(tree, labels):
    again = run(labels, tree, now=LATER)
    assert list(again.columns) == REGISTRY_COLUMNS
    assert set(again["first_seen_at"]) == {pd.Timestamp(FIRST)}
    assert set(again["last_seen_at"]) == {pd.Timestamp(LATER)}
    same = ["topic_id", "parent_topic_id", "topic_name", "topic_path", "depth", "product_count"]
    pd.testing.assert_frame_equal(again[same], tree[same])


def test_ten_percent_more_labels_change_no_id_no_parent_and_no_name(tree, labels):
    more = [*labels, *[f"{word} naps" for word in WORDS]]
    after = run(more, tree)
    before, now = placed(tree), placed(after)
    assert {topic: now.get(topic) for topic in before} == before
    names = after.set_index("topic_id")["topic_name"]
    assert names[list(tree["topic_id"])].tolist() == tree["topic_name"].tolist()
    new = after[after["attach_status"] == "new"].set_index("topic_label")
    assert sorted(new.index) == sorted(f"{word} naps" for word in WORDS)
    assert parent_of(after, "dog naps") in {parent_of(after, f"dog {thing}") for thing in THINGS}


def test_a_rebuild_without_five_percent_keeps_the_ids(tree, labels):
    fewer = [label for number, label in enumerate(labels) if number % 20]
    after = run(fewer, tree, anew=True)
    kept = tree[tree["is_leaf"] & tree["topic_label"].isin(fewer)].set_index("topic_label")
    now = after[after["is_leaf"]].set_index("topic_label")["topic_id"]
    assert (now[kept.index] == kept["topic_id"]).all()
    inner = set(tree.loc[~tree["is_leaf"], "topic_id"])
    assert len(inner & placed(after).keys()) >= 0.8 * len(inner)
    whole = run(labels, after, anew=True)
    assert placed(whole).keys() >= set(tree.loc[tree["is_leaf"], "topic_id"]), "none is given twice"


def test_shuffled_labels_change_nothing(tree, labels):
    shuffled = [labels[at] for at in np.random.default_rng(1).permutation(len(labels))]
    pd.testing.assert_frame_equal(run(shuffled), tree)
    more = [*labels, *[f"{word} naps" for word in WORDS]]
    rows = tree.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(run(more[::-1], rows), run(more, tree))


def test_topics_that_are_gone_leave_the_tree_and_come_back_as_they_were(tree, labels):
    left = [f"dog {thing}" for thing in THINGS]
    after = run(left, tree, now=LATER)
    there = after[after["topic_status"] == "in_tree"]
    assert sorted(there["topic_label"].dropna()) == sorted(left)
    assert set(there["parent_topic_id"].dropna()) == set(there.loc[~there["is_leaf"], "topic_id"])
    gone = after[after["topic_status"] == "gone"]
    assert set(gone["last_seen_at"]) == {pd.Timestamp(FIRST)}
    assert gone["status_reason"].str.len().all()
    assert set(after["topic_id"]) == set(tree["topic_id"])
    assert placed(run(labels, after)) == placed(tree)


def test_what_is_gone_and_homeless_is_placed_anew_under_its_old_id(tree, labels):
    left = [label for label in labels if not label.startswith("dog")]
    rebuilt = run(left, tree, anew=True)
    orphan = rebuilt.set_index("topic_label").loc["dog walks"]
    assert orphan["topic_status"] == "gone"
    rebuilt.loc[rebuilt["topic_label"] == "dog walks", "parent_topic_id"] = None
    back = run([*left, "dog walks"], rebuilt).set_index("topic_label").loc["dog walks"]
    assert back["topic_id"] == orphan["topic_id"]
    assert back["attach_status"] == "new" and pd.notna(back["parent_topic_id"])


def test_overrides_move_merge_and_hide(tree):
    target = parent_of(tree, "piano walks")
    after = decide(
        tree,
        ("move", "dog walks", target),
        ("merge", "cat walks", "cat food"),
        ("hide", "BOAT TRIPS", None),
        ("move", "kite art", "top"),
    ).set_index("topic_id")
    assert after.loc[id_of(tree, "dog walks"), "parent_topic_id"] == target
    assert after.loc[id_of(tree, "cat food"), "labels"] == ["cat food", "cat walks"]
    assert id_of(tree, "cat walks") not in after.index
    assert id_of(tree, "boat trips") not in after.index
    assert pd.isna(after.loc[id_of(tree, "kite art"), "parent_topic_id"])
    assert after.loc[id_of(tree, "kite art"), "depth"] == 1
    assert after.loc[id_of(tree, "kite art"), "topic_path"] == "Kite art"


def test_hiding_an_inner_topic_hides_all_below(tree):
    inner = parent_of(tree, "dog walks")
    after = decide(tree, ("hide", inner, None))
    assert not set(tree.loc[tree["parent_topic_id"] == inner, "topic_id"]) & set(after["topic_id"])


def test_a_topic_never_goes_under_itself(tree):
    inner = parent_of(tree, "dog walks")
    after = decide(tree, ("move", inner, "dog walks"))
    assert placed(after)[inner] == placed(tree)[inner]


def test_an_inner_topic_is_renamed_by_its_name_on_the_first_run(tree):
    inner = tree.set_index("topic_id").loc[parent_of(tree, "dog walks")]
    for called in (inner["topic_name"].upper(), inner["topic_path"]):
        after = decide(tree, ("rename", called, "Rover's world")).set_index("topic_id")
        assert after.loc[inner.name, "topic_name"] == "Rover's world"
        assert after.loc[inner.name, "name_source"] == "override"
        assert "Rover's world > " in after.loc[id_of(tree, "dog walks"), "topic_path"]
    assert decide(tree).set_index("topic_id").loc[inner.name, "topic_name"] == inner["topic_name"]


def test_a_topic_can_be_called_as_other_overrides_call_it(tree):
    rows = (
        ("hide", "Rover's walks", None),
        ("rename", "dog walks", "Rover's walks"),
        ("move", "cat walks", parent_of(tree, "piano walks")),
    )
    after = decide(tree, *rows)
    assert id_of(tree, "dog walks") not in set(after["topic_id"])
    path = after.set_index("topic_id").loc[id_of(tree, "cat walks"), "topic_path"]
    assert id_of(tree, "cat walks") not in set(
        decide(tree, *rows, ("hide", path, None))["topic_id"]
    )


def test_a_pinned_topic_keeps_place_and_name_in_rebuilds(tree, labels):
    last, target = tree.copy(), parent_of(tree, "piano walks")
    is_dog = last["topic_label"] == "dog walks"
    last.loc[is_dog, "parent_topic_id"] = target
    last.loc[is_dog, "topic_name"] = "Rover's walks"
    rebuilt = run(labels, last, ("pin", "dog walks", None), anew=True).set_index("topic_label")
    assert rebuilt.loc["dog walks", "parent_topic_id"] == target
    assert rebuilt.loc["dog walks", "topic_name"] == "Rover's walks"
    free = run(labels, last, anew=True).set_index("topic_label")
    assert free.loc["dog walks", "topic_name"] == "Dog walks"


def test_an_unknown_topic_is_reported_with_the_nearest_names(tree):
    found = resolve_overrides(overrides(("hide", "dog walkz", None)), tree)
    assert "'dog walks'" in found["problem"].item()
    needs = resolve_overrides(overrides(("rename", "dog walks", None)), tree)
    assert "needs a target" in needs["problem"].item()


def test_an_unknown_action_is_refused(tree):
    with pytest.raises(InputError, match="rename, merge, split, move, hide, pin"):
        resolve_overrides(overrides(("delete", "dog walks", None)), tree)


GOODS = ["jewelry", "plush toys", "toy cars", "cheese"]
"""Named after goods; the areas of the tests know none of them."""


def test_goods_are_left_out_of_the_tree_and_stay_in_the_registry(labels):
    registry = run([*labels, *GOODS, "doll collecting", "halloween costumes"])
    left = registry[registry["topic_status"] == "left_out"]
    assert set(registry["attach_status"]) == {"rebuilt"}
    assert sorted(left["topic_label"]) == sorted(GOODS)
    assert left["status_reason"].str.len().all()
    assert (left["product_count"] > 0).all()
    assert not set(left["topic_id"]) & set(decide(registry)["topic_id"])
    again = run([*labels, *GOODS, "dog naps"], registry, now=LATER)
    assert set(again.loc[again["topic_status"] == "left_out", "topic_id"]) == set(left["topic_id"])


def test_people_bring_a_topic_back_that_was_left_out(labels):
    registry = run([*labels, *GOODS])
    target = parent_of(registry, "dog walks")
    after = decide(registry, ("move", "jewelry", target)).set_index("topic_label")
    assert after.loc["jewelry", "parent_topic_id"] == target
    merged = decide(registry, ("merge", "toy cars", "dog walks")).set_index("topic_label")
    assert merged.loc["dog walks", "labels"] == ["dog walks", "toy cars"]
