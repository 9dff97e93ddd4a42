"""Reviewed places: labels stand where a reader put them, and lead others."""

from __future__ import annotations

import numpy as np
import pandas as pd

from hobby_profiles.core.shipped import reference_file
from hobby_profiles.labels.placed_labels import Place, PlacedLabels
from hobby_profiles.taxonomy.base import area_phrases, split_terms
from hobby_profiles.taxonomy.names.words import fold
from hobby_profiles.taxonomy.tree.build import build_tree
from hobby_profiles.taxonomy.tree.guide import Guide
from hobby_profiles.taxonomy.tree.settings import TreeSettings
from hobby_profiles.taxonomy.tree.themes import Themes

from .trees import AREAS, embed, leaves


def places(*rows):
    return pd.DataFrame(rows, columns=["label", "area", "group_name"])


def test_a_label_is_found_in_another_form_unless_two_readings_fit():
    placed = PlacedLabels(
        places(
            ("The Office", "Dogs", None),
            ("office the", "Dogs", None),
            ("stargazing", "Dogs", None),
            ("stargazings", "Cats", ""),
            ("wool socks", "Sewing", "Quilts"),
            ("moon", "No such area", "Quilts"),
        ),
        AREAS,
    )
    assert placed.find("the office") == Place("Dogs", "")
    assert placed.find("the offices") == Place("Dogs", "")
    assert placed.find("stargazing") == Place("Dogs", "")
    assert placed.find("stargaze") is None
    assert placed.find("wool sock") == Place("Sewing", "Quilts")
    assert placed.find("moon") is None
    assert placed.in_area("Sewing") == [("wool socks", "Quilts")]


def test_placed_labels_are_examples_of_their_area_each_once():
    placed = PlacedLabels(places(("puppy", "Dogs", None), ("barking", "Dogs", "")), AREAS)
    phrases = [phrase for phrase, area in area_phrases(AREAS, placed) if area == 0]
    assert phrases == ["dogs", "dog", "puppy", "dog toys", "barking"]


def test_a_placed_label_stands_in_its_area_whatever_its_words_say():
    labels = ["dog toys", "dog walks", "dog person", "knitting yarn", "yarn"]
    usage = pd.DataFrame({"topic_label": labels, "text_hash": labels, "category_path": labels})

    def parent_names(placed):
        tree = build_tree(
            leaves(labels), embed(labels), Guide(AREAS, embed, placed), usage, TreeSettings()
        ).set_index("topic_id")
        of = tree[tree["is_leaf"]].set_index("topic_label")["parent_topic_id"]
        return of.map(tree["guide_name"])

    assert parent_names(PlacedLabels(places(), AREAS))["dog person"] == "Dogs"
    told = PlacedLabels(places(("dog person", "Yarn crafts", None)), AREAS)
    assert parent_names(told)["dog person"] == "Yarn crafts"


def test_a_placed_label_stands_in_its_group_and_draws_near_ones_there():
    areas = AREAS.iloc[:1]
    rows = [(f"agility jump {n}", "Dogs", "Dog training") for n in range(3)]
    placed = PlacedLabels(places(*rows, ("dog food bowl", "Dogs", None)), areas)
    labels = ["agility jump 0", "agility jump 1", "agility jump 9", "dog food bowl", "dog food"]
    labels += [f"thing {n}" for n in range(12)]
    themes = Themes(areas, embed, placed)
    found = themes.of_area(
        "Dogs", labels, embed(labels), np.full(len(labels), 50),
        [placed.find(label) for label in labels], smallest=2, room=40,
    )  # fmt: skip
    at = dict(zip(labels, found, strict=True))
    training = themes.names["Dogs"].index("Dog training")
    assert at["agility jump 0"] == at["agility jump 9"] == training
    assert at["dog food bowl"] == -1


def test_the_shipped_places_name_areas_and_groups_that_there_are():
    areas = pd.read_csv(reference_file("hobby__areas.csv"))
    rows = pd.read_csv(reference_file("hobby__placed_labels.csv"))
    groups = dict(zip(areas["area"], areas["group_names"].fillna("").map(split_terms), strict=True))
    wrong = [
        row.label
        for row in rows.itertuples()
        if row.area not in groups
        or (pd.notna(row.group_name) and row.group_name not in groups[row.area])
    ]
    assert not wrong
    assert rows["label"].is_unique


def test_no_shipped_group_is_called_like_a_topic_or_another_group():
    areas = pd.read_csv(reference_file("hobby__areas.csv"))
    rows = pd.read_csv(reference_file("hobby__placed_labels.csv"))
    names = [name for names in areas["group_names"].dropna() for name in split_terms(names)]
    forms = [fold(name) for name in names]
    assert len(set(forms)) == len(forms)
    taken = {fold(name) for name in (*rows["label"], *areas["area"], *areas["parent_area"])}
    assert [name for name, form in zip(names, forms, strict=True) if form in taken] == []
