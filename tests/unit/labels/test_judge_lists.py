from pathlib import Path

import pandas as pd
import pytest
from words_model import WordsModel

from hobby_profiles.core.errors import InputError
from hobby_profiles.labels.judge.blocked import BlockedLabels, load_blocked_labels

LIST = Path(__file__).parents[3] / "seeds/reference/hobby__blocked_labels.csv"


@pytest.fixture(scope="module")
def blocked() -> BlockedLabels:
    return load_blocked_labels(LIST, WordsModel())


@pytest.mark.parametrize(
    ("label", "code", "grade"),
    [
        ("success", "abstract_concept", 1),
        ("Achievement", "abstract_concept", 1),
        ("daily use", "generic_category", 1),
        ("electronics", "generic_category", 1),
        ("amazon", "brand", 1),
        ("Free Shipping", "site_furniture", 1),
        ("john smith", "person_name", 1),
        ("dog treats", "product_category", 2),
        ("handbag", "product_category", 2),
    ],
)
def test_a_listed_label_is_blocked(blocked, label, code, grade):
    block = blocked.find([label], [])[label]
    assert (block.reason_code, block.grade) == (code, grade)
    assert block.explanation


@pytest.mark.parametrize(
    "label",
    ["knitting", "charm bracelets", "coffee", "lego", "smith", "john", "travel", "home decor", ""],
)
def test_a_hobby_is_not_blocked(blocked, label):
    assert blocked.find([label], ["home decor"]) == {}


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("agnieszka wiśniewska", "person_name"),
        ("marek bryndza", "person_name"),
        ("maria del carmelo", "person_name"),
        ("www.shop-online.pl", "contact"),
        ("visit https://example.org/x", "contact"),
        ("fishing.com", "contact"),
        ("write to me@example.org", "contact"),
        ("+48 601 234 567", "contact"),
        ("call 0800-123-4567 now", "contact"),
        ("death to the neighbours", "harm"),
        ("How to Make a Bomb", "harm"),
        ("ausländer raus", "harm"),
        ("pro ana", "harm"),
    ],
)
def test_people_addresses_and_calls_to_harm_are_never_labels(blocked, label, code):
    assert blocked.find([label], ["knitting"])[label].reason_code == code
    assert blocked.find([label], [label]).keys() == (set() if code == "person_name" else {label})


@pytest.mark.parametrize(
    "label",
    [
        "1000 piece puzzles",
        "route 66",
        "2023 2024 season",
        "bath bombs",
        "jack russell",
        "mark making",
        "virginia reel",
        "killer sudoku",
        "d.i.y.",
        "photo bombing",
        "jordan sneakers",
    ],
)
def test_their_look_alikes_are_not(blocked, label):
    assert blocked.find([label], []) == {}


def test_a_person_with_a_following_is_not_blocked(blocked):
    assert blocked.find(["shirley jackson"], []) != {}
    assert blocked.find(["shirley jackson"], ["shirley jackson"]) == {}


def test_a_variant_is_blocked_by_likeness_unless_longer_or_known():
    rows = pd.DataFrame(
        [("free shipping now", "site_furniture", "words of the shop page")],
        columns=["label", "category", "reason"],
    )
    blocked = BlockedLabels(rows, WordsModel())
    assert "shipping now free" in blocked.find(["shipping now free"], ["knitting"])
    assert blocked.find(["free free shipping now"], ["knitting"]) == {}
    assert blocked.find(["shipping now free"], ["shipping now free"]) == {}


def test_a_missing_column_is_named(tmp_path):
    path = tmp_path / "blocked.csv"
    path.write_text("label,why\nx,y\n")
    with pytest.raises(InputError, match="has no column category, reason; it has"):
        load_blocked_labels(path, WordsModel())
