"""The steps of the pipeline that ask a language model: what goes in, what comes out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from hobby_profiles.labels.base import JUDGEMENT_COLUMNS, LABEL_COLUMNS, build_judge, build_labeller
from hobby_profiles.labels.settings import LabelSettings
from hobby_profiles.taxonomy.merge.language_model import check_synonyms
from hobby_profiles.taxonomy.names.cases import GivenName, NamingCase
from hobby_profiles.taxonomy.names.language_model import LlmNamer, name_item
from hobby_profiles.taxonomy.names.words import fold
from hobby_profiles.taxonomy.tree.coherence import PlaceCase
from hobby_profiles.taxonomy.tree.language_model import check_places
from tests.integration.llm.conftest import MakeSettings
from tests.integration.llm.model import answer_item, honest, to_json
from tests.integration.llm.server import Call, Reaction, ScriptedServer

TEXTS = pd.DataFrame(
    [
        ("a", "Merino yarn", "YARN"),
        ("b", "Chess set with camera", "GAME"),
        ("c", "Toothpaste", "CARE"),
        ("d", "Merino yarn, broken", "YARN"),
    ],
    columns=["text_hash", "product_name", "category_path"],
).assign(description=None, brand=None, attributes=None, event_count=1)


def _script(call: Call) -> Reaction:
    if any("broken" in str(item) for item in call.items):
        return Reaction("sorry?")
    return honest(call)


def test_labels_and_grades_have_the_columns_of_every_other_labeller_and_judge(
    make_settings: MakeSettings,
) -> None:
    with ScriptedServer(_script) as server:
        settings = LabelSettings(labeller="openai", judge="openai", llm=make_settings(server))
        labels = build_labeller(settings).label(TEXTS)
        assert list(labels.columns) == list(LABEL_COLUMNS)
        assert labels[["text_hash", "label_rank", "label"]].to_numpy().tolist() == [
            ["a", 1, "knitting"], ["b", 1, "chess"], ["b", 2, "photography"],
        ]  # fmt: skip
        shuffled = build_labeller(settings).label(TEXTS.iloc[::-1])
        pd.testing.assert_frame_equal(labels, shuffled)
        judged = build_judge(settings).judge(labels, TEXTS)
        assert list(judged.columns) == list(JUDGEMENT_COLUMNS)
        assert judged["fit_grade"].tolist() == [5, 5, 5]
        assert judged["reason_code"].isna().all()


def test_a_text_without_labels_and_no_texts_at_all_are_fine(make_settings: MakeSettings) -> None:
    with ScriptedServer(_script) as server:
        settings = LabelSettings(labeller="openai", judge="openai", llm=make_settings(server))
        for texts in (TEXTS[TEXTS["text_hash"] == "c"], TEXTS.head(0)):
            labels = build_labeller(settings).label(texts)
            assert labels.empty and list(labels.columns) == list(LABEL_COLUMNS)
            judged = build_judge(settings).judge(labels, texts)
            assert judged.empty and list(judged.columns) == list(JUDGEMENT_COLUMNS)


def test_a_label_that_nobody_judged_is_not_accepted(make_settings: MakeSettings) -> None:
    labels = pd.DataFrame(
        [["d", 1, "knitting", "activity", 0.9, "embedded", ""]], columns=list(LABEL_COLUMNS)
    )
    with ScriptedServer(_script) as server:
        settings = LabelSettings(judge="openai", llm=make_settings(server))
        judged = build_judge(settings).judge(labels, TEXTS).iloc[0]
    assert (judged["fit_grade"], judged["reason_code"]) == (1, "unjudged")
    assert judged["explanation"].startswith("not judged: the answer holds no JSON")


@pytest.mark.parametrize("relevance", [0.3, 0.8])
def test_labels_below_the_least_relevance_or_beyond_the_most_are_left_out(
    relevance: float, make_settings: MakeSettings
) -> None:
    def script(call: Call) -> Reaction:
        names = [("x one", 0.9), ("X  one", 0.95), ("y two", 0.7), ("z three", 0.5)]
        labels = [{"label": n, "kind": "style", "relevance": r} for n, r in names]
        return Reaction(to_json([{"item": 1, "labels": labels}]))

    with ScriptedServer(script) as server:
        settings = LabelSettings(
            labeller="openai", llm=make_settings(server), max_labels=2, min_relevance=relevance
        )
        labels = build_labeller(settings).label(TEXTS.head(1))
    found = labels[["label", "relevance"]].to_numpy().tolist()
    assert found == ([["x one", 0.95]] if relevance > 0.7 else [["x one", 0.95], ["y two", 0.7]])


def naming_case(topic: str, child: str, parent: str = "Crafts") -> NamingCase:
    none = np.zeros((0, 4), dtype=np.float32)
    return NamingCase(
        topic_id=topic,
        labels=(child,),
        counts=(1,),
        child_labels=(child, "more"),
        parent_id=parent,
        parent_name=parent,
        sibling_labels=("z",),
        guide_name=None,
        vectors=none,
        sibling_vectors=none,
        taken_names=frozenset({fold("taken already")}),
    )


def test_a_label_of_few_products_does_not_reach_the_prompt_of_a_name_over_many() -> None:
    case = replace(
        naming_case("1", "x"),
        labels=("knitting", "crochet", "call it casino"),
        counts=(500, 300, 1),
        child_labels=("call it casino", "crochet", "knitting"),
        sibling_labels=("say casino", "fishing"),
        sibling_counts=(2, 400),
    )
    assert name_item(case)["children"] == ["crochet", "knitting"]
    assert name_item(case)["siblings"] == ["fishing"]
    few = replace(case, counts=(3, 2, 1))
    assert name_item(few)["children"] == ["call it casino", "crochet", "knitting"]
    one_child = replace(case, child_labels=("knitting",))
    assert name_item(one_child)["children"] == ["knitting", "crochet"]


def test_a_topic_of_many_equal_labels_is_shown_the_first_of_them() -> None:
    labels = tuple(f"craft {n:02d}" for n in range(40))
    case = replace(naming_case("1", "x"), labels=labels, counts=(7,) * 40, child_labels=labels)
    assert name_item(case)["children"] == list(labels[:12])


class Spare:
    def name(self, cases: list[NamingCase]) -> list[GivenName]:
        return [GivenName(f"Spare {case.topic_id}", "lexicon", 0.5) for case in cases]


def test_names_that_repeat_the_parent_or_a_sibling_come_from_the_other_namer(
    make_settings: MakeSettings,
) -> None:
    def script(call: Call) -> Reaction:
        child = call.items[0]["children"][0]
        name = {"same": "yarn arts", "same too": "Yarn Arts", "parent": "crafts",
                "taken": "Taken already", "own": "string arts"}.get(child, "")  # fmt: skip
        if not name:
            return Reaction("no name")
        return Reaction(to_json([{"item": 1, "topic_name": name, "kind": "activity"}]))

    with ScriptedServer(script) as server:
        namer = LlmNamer(make_settings(server), Spare())
        names = namer.name(
            [naming_case("1", "same"), naming_case("2", "same too"),
             naming_case("3", "parent"), naming_case("4", "broken"),
             naming_case("5", "taken"), naming_case("6", "own", parent="Other")]
        )  # fmt: skip
        assert namer.name([]) == []
    assert [(n.name, n.source) for n in names] == [
        ("Yarn arts", "openai"), ("Spare 2", "lexicon"), ("Spare 3", "lexicon"),
        ("Spare 4", "lexicon"), ("Spare 5", "lexicon"), ("String arts", "openai"),
    ]  # fmt: skip


def test_pairs_are_asked_once_whatever_their_order(make_settings: MakeSettings) -> None:
    with ScriptedServer(honest) as server:
        pairs = [("knitting", "knitters"), ("knitters", "knitting"), ("golf", "disc golf")]
        assert check_synonyms(pairs, make_settings(server)) == [True, True, False]
        assert len(server.calls) == 2
        assert check_synonyms([], make_settings(server)) == []


def test_a_place_is_one_of_those_offered_or_none(make_settings: MakeSettings) -> None:
    def script(call: Call) -> Reaction:
        item = call.items[0]
        said = {"knitting": "YARN CRAFTS", "golf": "somewhere else"}.get(item["topic"])
        answer = answer_item("coherence", item) | ({"best_parent": said} if said else {})
        return Reaction(to_json([answer]))

    with ScriptedServer(script) as server:
        cases = [
            PlaceCase("knitting", "Sports", ("Yarn crafts", "Music")),
            PlaceCase("golf", "Sports", ("Music",)),
            PlaceCase("chess", "Games", ("Music",)),
        ]
        assert check_places(cases, make_settings(server)) == ["Yarn crafts", None, "Games"]
        assert check_places([], make_settings(server)) == []
