from pathlib import Path

import pandas as pd
import pytest
from words_model import WordsModel

from hobby_profiles.labels.sensitive.terms import load_sensitive_topics
from hobby_profiles.labels.sensitive.titles import screen_names
from hobby_profiles.labels.settings import LabelSettings

NAMES = [
    "Diabetes Cookbook: 100 Recipes, Spiral Bound",
    "Cross Stitch Kit for Beginners",
    "Calming Chews for Dog Anxiety Relief, 60 Count",
    "Merino Wool Yarn, 50 g",
    "Cannabis Leaf Print Socks",
    "",
    None,
    "4006381333931",
]


def screened(names: list[str | None]) -> dict[str, str]:
    found = screen_names(pd.DataFrame({"product_name": names}), LabelSettings())
    assert list(found.columns) == ["product_name", "sensitive_topic"]
    return dict(zip(found["product_name"], found["sensitive_topic"], strict=True))


def test_names_with_a_listed_term_are_found() -> None:
    assert screened(NAMES) == {
        "Diabetes Cookbook: 100 Recipes, Spiral Bound": "health",
        "Cannabis Leaf Print Socks": "health",
    }


def test_order_and_repeats_do_not_matter() -> None:
    found = screen_names(pd.DataFrame({"product_name": [*NAMES, *NAMES][::-1]}), LabelSettings())
    pd.testing.assert_frame_equal(
        found, screen_names(pd.DataFrame({"product_name": NAMES}), LabelSettings())
    )


def test_no_names_make_an_empty_table() -> None:
    assert screened([]) == {}


@pytest.mark.parametrize("label", ["cannabis culture", "cannabis edibles", "marijuana", "cbd oil"])
def test_drugs_are_sensitive_and_herbs_are_not(label: str) -> None:
    topics = load_sensitive_topics(LabelSettings().sensitive_topics.resolve(), WordsModel())
    assert topics.find([label, "herb gardening", "hemp jewelry"], []) == {label: "health"}


def test_the_list_ships_with_the_project() -> None:
    assert (Path(__file__).parents[3] / LabelSettings().sensitive_topics).exists()
