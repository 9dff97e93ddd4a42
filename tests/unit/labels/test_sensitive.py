from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from words_model import WordsModel

from hobby_profiles.core.errors import InputError
from hobby_profiles.labels.sensitive.labels import SensitiveTopics, load_sensitive_topics

LIST = Path(__file__).parents[3] / "seeds/reference/hobby__sensitive_topics.csv"


@pytest.fixture(scope="module")
def topics() -> SensitiveTopics:
    return load_sensitive_topics(LIST, WordsModel())


@pytest.mark.parametrize(
    ("label", "topic"),
    [
        ("weight loss", "health"),
        ("Living with Diabetes", "health"),
        ("pregnancy tests", "health"),
        ("trying to conceive", "health"),
        ("christianity", "religion"),
        ("women's bible study", "religion"),
        ("gay pride", "sexuality"),
        ("sex toys", "sexuality"),
        ("republican party", "politics"),
        ("trump supporter", "politics"),
        ("black history month", "ethnicity"),
        ("teenage girls", "minors"),
        ("getting out of debt", "hardship"),
        ("schwangerschaftsyoga", "health"),
        ("lesbische Literatur", "sexuality"),
        ("czytanie Biblii", "religion"),
    ],
)
def test_a_listed_term_makes_a_label_sensitive(topics, label, topic):
    assert topics.find([label], []) == {label: topic}


@pytest.mark.parametrize(
    "label",
    [
        "yoga",
        "skincare",
        "toddler parenting",
        "baby shower",
        "parenting teens",
        "cross stitch",
        "god of war",
        "teen titans",
        "nature conservation",
        "liberal arts",
        "dog anxiety relief",
        "puppy weight gain",
        "nude lipstick",
        "drag racing",
        "christmas",
        "asian cooking",
        "ohio pride",
        "",
        "🧶",
    ],
)
def test_a_harmless_look_alike_is_left_alone(topics, label):
    assert topics.find([label], []) == {}


def test_a_label_that_cannot_be_read_is_sensitive(topics):
    assert topics.find(["編み物", "knitting"], []) == {"編み物": "unscreened"}


def test_a_term_with_stars_or_two_places():
    rows = pd.DataFrame(
        [
            ("schwanger*", "health", "block", "de"),
            ("*bibel", "religion", "block", "de"),
            ("*kommunion*", "religion", "block", "de"),
            ("walker & senior*", "health", "block", "en"),
        ],
        columns=["term", "topic", "role", "language"],
    )
    topics = SensitiveTopics(rows, WordsModel())
    found = topics.find(
        ["Schwangerschaft", "Lutherbibel", "Erstkommunionkerze", "walker for tall seniors",
         "unschwanger", "bibelot", "komm union", "walker", "senior"],
        [],
    )  # fmt: skip
    assert found == {
        "Schwangerschaft": "health",
        "Lutherbibel": "religion",
        "Erstkommunionkerze": "religion",
        "walker for tall seniors": "health",
    }


def test_an_allowed_term_takes_back_only_what_lies_inside_it(topics):
    assert topics.find(["cross stitch bible verses"], []) == {
        "cross stitch bible verses": "religion"
    }


def test_likeness_needs_more_than_a_word_in_common():
    rows = pd.DataFrame(
        [("gun control", "politics", "block", "en"), ("gun", "any", "allow", "en")],
        columns=["term", "topic", "role", "language"],
    )
    topics = SensitiveTopics(rows, WordsModel())
    assert topics.find(["control of gun"], []) == {}


@given(st.text(max_size=300))
def test_no_text_breaks_it(label):
    topics = SensitiveTopics(
        pd.DataFrame(
            [("bible", "religion", "block", "en")], columns=["term", "topic", "role", "language"]
        ),
        WordsModel(),
    )
    assert set(topics.find([label], [])) <= {label}


def test_an_unknown_topic_is_named(tmp_path):
    path = tmp_path / "topics.csv"
    path.write_text("term,topic,role,language,reason\nx,sport,block,en,y\n")
    with pytest.raises(InputError, match="topic 'sport'; allowed: health"):
        load_sensitive_topics(path, WordsModel())
