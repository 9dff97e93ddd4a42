"""Named groups of an area: who joins them and who stands in the area itself."""

from __future__ import annotations

import numpy as np
import pandas as pd

from hobby_profiles.taxonomy.tree.themes import Themes

from .trees import built, embed

AREAS = pd.DataFrame(
    {
        "parent_area": "Pets",
        "area": "Dogs",
        "kind": "lifestyle",
        "group_names": "Dog training; Dog food & treats; Apple dogs",
        "examples": "dog",
    },
    index=[0],
)
TRAINING = ["dog training", "puppy dog training", "clicker dog training", "dog training books"]
FOOD = ["dog food bowls", "dog food bins", "dog treats", "dog food"]


def places(labels, counts=None, *, smallest=2, room=40):
    themes = Themes(AREAS, embed)
    found = themes.of_area(
        "Dogs", labels, embed(labels),
        np.array(counts or [1] * len(labels)) + 50 * (counts is None), [None] * len(labels),
        smallest=smallest, room=room,
    )  # fmt: skip
    names = themes.names["Dogs"]
    return {label: names[at] if at >= 0 else None for label, at in zip(labels, found, strict=True)}


def test_topics_join_the_group_whose_name_they_are_near_to():
    many = [*FOOD, *(f"dog thing {number}" for number in range(12))]
    found = places(many)
    assert {found[label] for label in FOOD} == {"Dog food & treats"}


def test_a_head_stands_in_the_area_unless_the_groups_name_says_it():
    labels = ["dog food bowls", "dog food bins", "dog food toppers", "dog food", "cats"]
    found = places(labels, [90, 1, 1, 90, 1])
    assert found["dog food bowls"] is None
    assert found["dog food"] == found["dog food bins"] == "Dog food & treats"


def test_a_group_called_like_a_topic_is_opened_where_there_is_room():
    labels = [*TRAINING, *(f"thing {number}" for number in range(12))]
    assert {places(labels)[label] for label in TRAINING} == {None}
    crowded = places(labels, room=14)
    assert {crowded[label] for label in TRAINING} == {"Dog training"}


def test_small_groups_and_one_that_would_hold_everything_are_not_made():
    alone = ["dog food", "food dogs"]
    assert set(places(alone).values()) == {None}
    labels = [*FOOD, *(f"thing {number}" for number in range(12))]
    assert set(places(labels, smallest=5).values()) == {None}


def test_a_topic_more_general_than_the_group_does_not_join_it():
    labels = ["dogs", "apple dogs here", "apple dogs there", *(f"x {n}" for n in range(12))]
    found = places(labels)
    assert found["dogs"] is None
    assert found["apple dogs here"] == "Apple dogs"


def test_an_area_without_names_has_no_groups():
    themes = Themes(AREAS.assign(group_names=""), embed)
    found = themes.of_area(
        "Dogs", FOOD, embed(FOOD), np.ones(4, int), [None] * 4, smallest=2, room=40
    )
    assert list(found) == [-1] * 4


def test_groups_keep_their_names_and_stand_under_their_area():
    labels = [*FOOD, *(f"dog thing {number}" for number in range(30))]
    tree = built(labels, areas=AREAS).set_index("topic_id")
    (group,) = tree.index[tree["guide_name"] == "Dog food & treats"]
    assert tree.loc[tree.loc[group, "parent_topic_id"], "guide_name"] == "Dogs"
    inside = tree[tree["parent_topic_id"] == group]
    assert set(inside["topic_label"]) == set(FOOD)
