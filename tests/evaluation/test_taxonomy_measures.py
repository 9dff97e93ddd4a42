"""The measures of a tree, on trees small enough to work out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from hobby_profiles.core.errors import InputError
from hobby_profiles.evaluation.topics.taxonomy import read_gold, shipped_gold
from hobby_profiles.evaluation.topics.tree_agreement import ancestor_f1, dendrogram_purity

GOLD = {"a": ("X",), "b": ("X",), "c": ("Y",), "d": ("Y",)}


def test_a_tree_like_the_gold_tree_is_perfect_whatever_its_names() -> None:
    same = {leaf: (f"other {path[0]}",) for leaf, path in GOLD.items()}
    assert dendrogram_purity(same, GOLD) == 1.0
    assert ancestor_f1(same, GOLD)["ancestor_f1"] == 1.0


def test_everything_at_the_top_has_the_purity_of_chance() -> None:
    flat = dict.fromkeys(GOLD, ())
    assert dendrogram_purity(flat, GOLD) == 0.5
    assert ancestor_f1(flat, GOLD)["ancestor_f1"] == 0.0


def test_purity_by_hand() -> None:
    predicted = {"a": ("1",), "b": ("1",), "c": ("1",), "d": ()}
    # a and b meet in {a, b, c}: 2 of 3 are X; c and d meet at the root: 2 of 4 are Y.
    assert dendrogram_purity(predicted, GOLD) == pytest.approx((2 / 3 + 1 / 2) / 2)


def test_ancestor_pairs_by_hand() -> None:
    predicted = {"a": ("1",), "b": ("1",), "c": ("1",), "d": ()}
    # Node 1 is matched with X: a and b are right, c is wrong; c and d miss Y.
    figures = ancestor_f1(predicted, GOLD)
    assert figures["ancestor_precision"] == pytest.approx(2 / 3)
    assert figures["ancestor_recall"] == pytest.approx(2 / 4)


def test_a_gold_node_is_matched_once() -> None:
    predicted = {"a": ("1",), "b": ("2",), "c": ("3",), "d": ("3",)}
    assert ancestor_f1(predicted, GOLD)["ancestor_precision"] == pytest.approx(3 / 4)


@pytest.mark.parametrize(
    ("name", "leaf", "top"),
    [("iab", "Tennis", "Sports"), ("wordnet", "knitting", "handicraft")],
)
def test_shipped_gold_trees(name: str, leaf: str, top: str) -> None:
    assert shipped_gold(name)[leaf][0] == top


def test_gold_file_may_name_the_leaf_in_the_path(tmp_path: Path) -> None:
    file = tmp_path / "gold.csv"
    file.write_text("leaf,path\nchess,Games > Board games > chess\ngo,Games > Board games\n")
    assert read_gold(file) == {"chess": ("Games", "Board games"), "go": ("Games", "Board games")}


def test_gold_file_without_its_columns_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "gold.csv"
    file.write_text("topic,parent\nchess,games\n")
    with pytest.raises(InputError, match="needs the columns leaf and path; it has topic, parent"):
        read_gold(file)
