"""Names: general, apart from siblings, parent and children."""

from __future__ import annotations

import pandas as pd
import pytest

from hobby_profiles.taxonomy.names.cases import GivenName
from hobby_profiles.taxonomy.names.embedded import EmbeddedNamer
from hobby_profiles.taxonomy.names.levels import name_tree
from hobby_profiles.taxonomy.names.lexicon import general_terms, group_terms
from hobby_profiles.taxonomy.names.topic_names import topic_paths
from hobby_profiles.taxonomy.names.words import display_name, fold, joined, name_key, shared_phrases

from .trees import AREAS, built, embed, many_labels


@pytest.fixture(scope="module")
def named() -> tuple[pd.DataFrame, pd.DataFrame]:
    """A tree of a few hundred labels and its names."""
    words = "beds bowls treats walks toys leads coats brushes".split()
    labels = [f"{pet} {word}" for pet in ("dog", "cat", "puppy", "kitten") for word in words]
    labels += [f"{craft} {word}" for craft in ("knitting", "sewing") for word in words]
    labels += ["knitting", "dog", *many_labels(200)]
    tree = built(labels)
    namer = EmbeddedNamer(["Pets", "Crafts", "Knitting", "Toys"], embed)
    return tree, name_tree(tree, labels, embed(labels), namer, terms=group_terms(AREAS))


def test_every_topic_has_a_name_and_a_path(named: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    tree, names = named
    assert list(names["topic_id"]) == sorted(tree["topic_id"])
    assert (names["topic_name"].str.len() > 0).all()
    assert names["name_score"].between(0, 1).all()
    depths = topic_paths(tree, names).str.count(" > ") + 1
    assert list(depths) == list(tree.sort_values("topic_id")["depth"])


def test_no_inner_name_repeats(named: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    tree, names = named
    inner = names[names["topic_id"].isin(tree.loc[~tree["is_leaf"], "topic_id"])]
    assert inner["topic_name"].map(fold).is_unique


def test_no_topic_is_called_like_one_above_it(named: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    tree, names = named
    name = dict(zip(names["topic_id"], names["topic_name"], strict=True))
    parent = dict(zip(tree["topic_id"], tree["parent_topic_id"], strict=True))
    for topic, above in parent.items():
        while pd.notna(above):
            assert name_key(name[topic]) != name_key(name[above])
            above = parent[above]


def test_a_leaf_keeps_its_name_and_the_topic_above_says_it_is_the_whole() -> None:
    tree = pd.DataFrame(
        {
            "topic_id": ["a", "b", "c"],
            "parent_topic_id": [None, "a", "a"],
            "is_leaf": [False, True, True],
            "topic_label": [None, "knitting", "loom knitting"],
            "kind": "activity",
            "depth": [1, 2, 2],
            "product_count": [4, 2, 1],
            "guide_name": ["Knitting", None, None],
        }
    )
    labels = ["knitting", "loom knitting"]
    names = name_tree(tree, labels, embed(labels), EmbeddedNamer([], embed))
    assert list(names["topic_name"]) == ["All knitting", "Knitting", "Loom knitting"]


def test_siblings_share_out_the_terms_of_their_area() -> None:
    training = [f"dog training {word}" for word in "clickers books treats leads".split()]
    food = [f"dog food {word}" for word in "bowls bins toppers scoops".split()]
    labels = training + food
    tree = pd.DataFrame(
        {
            "topic_id": ["0", "1", "2", *(f"l{row}" for row in range(8))],
            "parent_topic_id": [None, "0", "0", *(["1"] * 4 + ["2"] * 4)],
            "is_leaf": [False] * 3 + [True] * 8,
            "topic_label": [None] * 3 + labels,
            "kind": "lifestyle",
            "depth": [1, 2, 2] + [3] * 8,
            "product_count": 1,
            "guide_name": ["Dogs", *[None] * 10],
        }
    )
    names = name_tree(
        tree, labels, embed(labels), EmbeddedNamer([], embed), terms=group_terms(AREAS)
    ).set_index("topic_id")["topic_name"]
    assert names["1"] == "Dog training"
    assert names["2"] == "Dog food"


class SameNamer:
    """A namer that says the same of everything."""

    def name(self, cases):  # type: ignore[no-untyped-def]
        return [GivenName("Things", "test", 0.5) for _ in cases]


def test_names_are_unique_even_where_the_namer_repeats_itself() -> None:
    labels = [*many_labels(60), "things"]
    tree = built(labels)
    names = name_tree(tree, labels, embed(labels), SameNamer())
    inner = names[names["topic_id"].isin(tree.loc[~tree["is_leaf"], "topic_id"])]
    assert len(inner) > 5
    assert inner["topic_name"].map(fold).is_unique
    assert names["topic_name"].str.casefold().is_unique
    assert inner["topic_name"].str.startswith("All things").all()


def test_names_that_are_kept_stay_and_new_ones_keep_away_from_them() -> None:
    labels = many_labels(60)
    tree = built(labels)
    first, second = tree.loc[~tree["is_leaf"], "topic_id"].iloc[:2]
    known = {first: GivenName("Things", "test", 1.0), second: GivenName("Stuff", "test", 1.0)}
    names = name_tree(tree, labels, embed(labels), SameNamer(), known=known)
    of_topic = names.set_index("topic_id")["topic_name"]
    assert of_topic[first] == "Things" and of_topic[second] == "Stuff"
    assert names["topic_name"].str.casefold().is_unique


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("hair coloring", "hair dyeing", "hair coloring & dyeing"),
        ("dog treats", "cat treats", "dog & cat treats"),
        ("knitting", "crochet", "knitting & crochet"),
    ],
)
def test_joined_labels_say_shared_words_once(first: str, second: str, expected: str) -> None:
    assert joined(first, second) == expected


def test_only_ends_of_labels_are_phrases() -> None:
    labels = ["raw dog feeding", "raw dog food", "puppy feeding"]
    assert shared_phrases(labels, [1.0, 1.0, 1.0], least=0.5) == [("feeding", pytest.approx(2 / 3))]


def test_display_names_spell_abbreviations() -> None:
    assert display_name("pc gaming") == "PC gaming"
    assert display_name("  star   wars") == "Star wars"


def test_lexicon_holds_areas_their_terms_and_reference_trees() -> None:
    terms = general_terms(AREAS)
    assert {"Dogs", "Quilts", "Sports"} <= set(terms)
    assert "Puppy" not in terms
    assert len({term.casefold() for term in terms}) == len(terms)
