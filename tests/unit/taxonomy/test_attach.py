"""Attaching: under which parent a new topic goes, and why."""

from __future__ import annotations

import pandas as pd
import pytest

from hobby_profiles.evaluation.topics.attach import measure_attach, name_pieces
from hobby_profiles.taxonomy.tree.attach.mentions import Mentions
from hobby_profiles.taxonomy.tree.attach.topics import attach_topics

from .trees import AREAS, NO_PLACES, embed

KNOWN = pd.DataFrame({"topic_label": ["dog toys", "cat toys"], "parent_topic_id": ["d", "c"]})
UNUSED = pd.DataFrame({"topic_label": pd.Series(dtype=str), "text_hash": pd.Series(dtype=str)})
NO_AREAS = AREAS.iloc[:0]


def attach(label, usage=UNUSED, areas=NO_AREAS, *, names=None, counts=None, most=9):
    new = pd.DataFrame({"topic_label": [label]})
    vectors = embed(KNOWN["topic_label"]), embed(new["topic_label"])
    found = attach_topics(
        KNOWN, vectors[0], new, vectors[1], usage, areas, embed,
        parent_names=names or {}, child_counts=counts or {}, max_children=most,
    )  # fmt: skip
    assert found["attach_score"].between(0, 1).all()
    return found["parent_topic_id"].item()


def used(*texts):
    rows = [
        (topic, str(at), title) for at, (title, *topics) in enumerate(texts) for topic in topics
    ]
    return pd.DataFrame(rows, columns=["topic_label", "text_hash", "product_name"])


def test_a_full_parent_takes_no_more():
    assert attach("dog beds", counts={"d": 1, "c": 1}, most=2) == "d"
    assert attach("dog beds", counts={"d": 2, "c": 1}, most=2) == "c"


@pytest.mark.parametrize(("companion", "parent"), [("cat toys", "c"), ("dog toys", "d")])
def test_companions_decide_where_words_do_not(companion, parent):
    assert attach("zoomies", used(("", "zoomies", companion))) == parent


@pytest.mark.parametrize(("companion", "parent"), [("cat toys", "c"), ("dog toys", "d")])
def test_a_title_that_says_the_label_shows_its_companions(companion, parent):
    texts = used(("Zoomies for pets", companion), ("A ball", "other"))
    assert attach("zoomies", texts) == parent


def test_a_parent_is_also_its_name():
    assert attach("zoomies", names={"d": "walks", "c": "zoomies"}) == "c"
    assert attach("zoomies", names={"d": "zoomies", "c": "walks"}) == "d"


def test_an_area_joins_words_that_have_none_in_common():
    areas = pd.DataFrame({"area": ["Dogs", "Cats"], "examples": ["dog toys; puppy", "cat toys"]})
    assert attach("puppy", areas=areas) == "d"
    areas = areas.assign(examples=["dog toys", "cat toys; puppy"])
    assert attach("puppy", areas=areas) == "c"


def test_texts_that_say_most_of_a_phrase_are_found():
    usage = used(("Clay pigeons", "shooting"), ("Clay", "pottery"), ("Wool", "knitting"))
    mentions = Mentions(usage, ["clay pigeon", "clay", "violin"])
    assert mentions.topics_beside("clay pigeon") == ([["shooting"]], 1.0)
    assert mentions.topics_beside("clay")[0] == [["shooting"], ["pottery"]]
    assert mentions.topics_beside("violin") == ([], 0.0)


def test_names_are_split_into_pieces():
    assert name_pieces("dog & cat ownership") == ["dog", "cat ownership", "dog ownership"]


def test_the_measure_sets_examples_aside_and_attaches_as_the_build_does():
    cases = pd.DataFrame(
        [("zoomies", "cats", "dogs", "yarn")],
        columns=["new_hobby", "best_parent", "wrong_parent1", "wrong_parent2"],
    )
    areas = pd.DataFrame({"area": ["dogs", "cats"], "examples": ["puppy", "kitten; zoomies"]})
    texts = pd.DataFrame({"product_name": ["Ball"], "category_path": [None], "label": ["dogs"]})
    figures, answers = measure_attach(cases, areas, NO_PLACES, texts, embed)
    assert figures["with_examples_accuracy"] == 1
    assert answers["chosen"].isin(["cats", "dogs", "yarn"]).all()
    told = texts.assign(product_name="Zoomies", label="cats")
    assert measure_attach(cases, areas, NO_PLACES, told, embed)[0]["accuracy"] == 1
