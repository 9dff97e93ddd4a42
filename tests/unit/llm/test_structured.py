from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hobby_profiles.llm.answers import (
    ANSWER_MODELS,
    ItemAnswer,
    JudgeAnswer,
    LabelAnswer,
    NameAnswer,
)
from hobby_profiles.llm.schemas import answer_schema
from hobby_profiles.llm.wire.structured import read_answer, repair_messages, response_format


def _grade(item: int, grade: int = 4) -> dict[str, object]:
    return {
        "item": item, "fit_grade": grade, "reason_code": "fits", "is_sensitive": False,
        "explanation": "It fits.",
    }  # fmt: skip


def _answer(*items: dict[str, object]) -> str:
    return json.dumps({"answers": list(items)})


def test_a_good_answer_is_read_in_any_order_and_any_wrapping() -> None:
    for text in (
        _answer(_grade(1), _grade(2, 5)),
        _answer(_grade(2, 5), _grade(1)),
        f"Here you are:\n```json\n{_answer(_grade(1), _grade(2, 5))}\n```\nBye {{",
    ):
        reading = read_answer(text, 2, JudgeAnswer)
        assert reading.problems == {}
        assert [reading.values[n]["fit_grade"] for n in (1, 2)] == [4, 5]


def test_one_bad_item_costs_no_other_its_answer() -> None:
    reading = read_answer(_answer(_grade(1), _grade(2, 9), _grade(3)), 4, JudgeAnswer)
    assert sorted(reading.values) == [1, 3]
    assert reading.problems[2][0] == "wrong_schema"
    assert "fit_grade" in reading.problems[2][1] and "9" in reading.problems[2][1]
    assert reading.problems[4] == ("missing", "the answer leaves this item out")


def test_an_answer_that_breaks_off_keeps_its_whole_items_but_not_the_last() -> None:
    """The third item ends where its list could have gone on: it must not count."""
    labels = [{"label": "knitting", "kind": "activity", "relevance": 0.9}] * 2
    whole = json.dumps({"answers": [{"item": n, "labels": labels} for n in (1, 2, 3)]})
    cut = whole[: whole.rindex('{"label"') - 2]
    reading = read_answer(cut, 3, LabelAnswer)
    assert sorted(reading.values) == [1, 2]
    assert reading.problems[3][0] == "invalid_json"


def _only(*labels: str, item: object = 1) -> dict[str, object]:
    made = [{"label": label, "kind": "activity", "relevance": 0.9} for label in labels]
    return {"item": item, "labels": made}


CROCHET = _answer(_only("crochet"))
FISHING = _answer(_only("fishing"))
#: Texts whose only answer is crochet, with drafts and talk around it.
SHAPES: dict[str, str] = {
    "plain": CROCHET,
    "fenced in talk": f"Here it is:\n```json\n{CROCHET}\n```\nLet me know {{if}} it helps!",
    "a draft in marks of thinking": f"<think>A hook: {FISHING}. No.</think>\n{CROCHET}",
    "thinking with a brace": f"<think>The set {{yarn, colours}} is crafts.</think>{CROCHET}",
    "thinking whose opening mark the server's template holds": f"{FISHING}? No.</think>{CROCHET}",
    "two turns of thinking": f"<think>{FISHING}</think><think>{FISHING}</think>{CROCHET}",
    "other marks": f"<Reasoning>{FISHING}</Reasoning>[THINK]{FISHING}[/THINK]{CROCHET}",
    "a draft in prose": f"First I thought {FISHING}, but it is rather {CROCHET}",
    "two answers on two lines": f"{FISHING}\n{CROCHET}",
    "the form that was asked for": 'As {"answers": [{"item": 1, "labels": [{"label": "...", '
    f'"kind": "...", "relevance": 0.9}}]}}]}}.\n{CROCHET}',
    "a broken draft": f"{FISHING[:-30]} ... no, {CROCHET}",
    "an object of something else": f'{{"mood": "sure"}} {CROCHET}',
    "a bare list": json.dumps([_only("crochet")]),
    "a bare entry after a bare draft": json.dumps(_only("fishing")) + json.dumps(_only("crochet")),
    "a number in quotes": _answer(_only("crochet", item="1")),
    "marks within the answer's own words": _answer(_only("crochet")).replace(" ", "  "),
    "a comma too many": CROCHET.replace("}", "},", 1),
    "many braces before it": '{"' * 600 + CROCHET,
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_last_answer_counts_and_never_a_draft(shape: str) -> None:
    reading = read_answer(SHAPES[shape], 1, LabelAnswer)
    assert reading.problems == {}
    assert [label["label"] for label in reading.values[1]["labels"]] == ["crochet"]


@pytest.mark.parametrize(
    "text",
    [
        f"<think>{FISHING}</think>",
        f"<think>{FISHING}",
        f"{FISHING}</think> I cannot say.",
        f"{FISHING} or rather {CROCHET[:-30]}",
        "{" * 100_000,
        '{"a":' * 100_000,
        '{"answers": [' * 50_000,
        '{"answers": [{"item": ' + "9" * 100_000,
    ],
    ids=["all thought", "open thought", "no answer after it", "last one broken", "braces",
         "deep", "deep answers", "long number"],
)  # fmt: skip
def test_where_the_last_answer_is_missing_no_other_one_counts(text: str) -> None:
    started = time.monotonic()
    reading = read_answer(text, 1, LabelAnswer)
    assert reading.values == {} and reading.problems[1][0] == "invalid_json"
    assert time.monotonic() - started < 5


def test_a_later_answer_replaces_an_earlier_one_as_a_whole() -> None:
    text = _answer(_grade(1, 5), _grade(2, 5)) + _answer(_grade(1, 2))
    reading = read_answer(text, 2, JudgeAnswer)
    assert reading.values[1]["fit_grade"] == 2 and reading.problems[2][0] == "missing"


def test_entries_may_stand_one_after_another() -> None:
    text = "\n".join(json.dumps(_grade(n, n)) for n in (1, 2, 3))
    assert sorted(read_answer(text, 3, JudgeAnswer).values) == [1, 2, 3]


def test_small_slips_cost_no_answer() -> None:
    """An unknown kind, a share in per cent, more labels than asked for, a talkative sentence."""

    def read(entry: dict[str, object], model: type[ItemAnswer]) -> dict[str, Any]:
        reading = read_answer(_answer(entry), 1, model)
        assert reading.problems == {}
        return reading.values[1]

    label = {"label": "camping", "kind": "Cultural_Affinity", "relevance": "95"}
    found = read({"item": 1, "labels": [label, {**label, "kind": "hobby"}]}, LabelAnswer)
    assert [(x["kind"], x["relevance"]) for x in found["labels"]] == [
        ("cultural affinity", 0.95), ("activity", 0.95)
    ]  # fmt: skip
    assert len(read(_only(*(f"hiking {n}" for n in range(12))), LabelAnswer)["labels"]) == 10
    said = read(_grade(1) | {"explanation": "It\x1b[31m fits.\n" * 99}, JudgeAnswer)["explanation"]
    assert len(said) == 300 and said.isprintable()


@pytest.mark.parametrize("relevance", [1.5, -0.1, 101, float("nan"), float("inf"), "high", None])
def test_a_relevance_out_of_range_is_refused(relevance: object) -> None:
    label = {"label": "camping", "kind": "activity", "relevance": relevance}
    reading = read_answer(_answer({"item": 1, "labels": [label]}), 1, LabelAnswer)
    assert reading.values == {} and "relevance" in reading.problems[1][1]


@pytest.mark.parametrize(
    "label", ["see https://x.org", "www.x.org", "me@x.org", "<b>yarn</b>", "a|b", "`rm`", "…", "x"]
)
def test_what_is_no_plain_phrase_is_no_label_and_no_name(label: str) -> None:
    assert read_answer(_answer(_only(label)), 1, LabelAnswer).values == {}
    name = {"item": 1, "topic_name": label, "kind": "activity"}
    assert read_answer(_answer(name), 1, NameAnswer).values == {}


def test_of_two_answers_to_one_item_the_first_counts() -> None:
    reading = read_answer(_answer(_grade(1, 5), _grade(1, 2)), 1, JudgeAnswer)
    assert reading.values[1]["fit_grade"] == 5


def test_a_number_may_be_left_out_only_where_there_is_one_item() -> None:
    bare = {name: value for name, value in _grade(1).items() if name != "item"}
    assert read_answer(_answer(bare), 1, JudgeAnswer).values
    assert not read_answer(_answer(bare), 2, JudgeAnswer).values
    assert read_answer(json.dumps(_grade(1)), 1, JudgeAnswer).values


@pytest.mark.parametrize("text", ["", "no", "[]", "[1]", "{", '{"answers": 3}', "null", '{"a":'])
def test_no_answer_is_a_problem_for_every_item(text: str) -> None:
    reading = read_answer(text, 2, JudgeAnswer)
    assert not reading.values
    assert set(reading.problems) == {1, 2}


@given(st.text(max_size=200), st.integers(1, 4))
def test_any_text_at_all_is_read_without_an_exception(text: str, count: int) -> None:
    reading = read_answer(text, count, LabelAnswer)
    assert sorted({*reading.values, *reading.problems}) == list(range(1, count + 1))


@given(st.integers(0, 400))
def test_an_answer_cut_anywhere_never_gives_an_item_that_was_not_whole(cut: int) -> None:
    items = [_grade(n, n) for n in (1, 2, 3)]
    whole = _answer(*items)
    reading = read_answer(whole[:cut], 3, JudgeAnswer)
    for number, value in reading.values.items():
        assert value == {k: v for k, v in items[number - 1].items() if k != "item"}


def test_labels_are_plain_lower_case_phrases() -> None:
    def read(label: str) -> object:
        rows = [{"label": label, "kind": "activity", "relevance": 1}]
        return read_answer(_answer({"item": 1, "labels": rows}), 1, LabelAnswer).values.get(1)

    assert read("  Fly   Fishing ") == {
        "labels": [{"label": "fly fishing", "kind": "activity", "relevance": 1.0}]
    }
    assert read("fly_fishing") == read("fly fishing")
    assert read("<b>knitting</b>") is None
    assert read("...") is None and read(" _ ") is None and read("編み物") is not None
    assert read("x" * 61) is None


def test_a_name_is_made_of_words() -> None:
    def read(name: str) -> object:
        item = {"item": 1, "topic_name": name, "kind": "activity"}
        return read_answer(_answer(item), 1, NameAnswer).values.get(1)

    assert read(" Yarn  crafts ") == {"topic_name": "Yarn crafts", "kind": "activity"}
    assert read("...") is None


@pytest.mark.parametrize("model", ANSWER_MODELS.values())
def test_schemas_are_what_strict_mode_takes(model: type) -> None:
    def check(node: object) -> None:
        if isinstance(node, list):
            for part in node:
                check(part)
        if isinstance(node, dict):
            assert not node.keys() & {"minimum", "maximum", "minLength", "maxLength", "maxItems"}
            if node.get("type") == "object":
                assert node["additionalProperties"] is False
                assert sorted(node["required"]) == sorted(node["properties"])
            for part in node.values():
                check(part)

    check(answer_schema(model))


def test_each_mode_sends_what_its_servers_understand() -> None:
    strict = response_format("json_schema", "judge", JudgeAnswer)
    assert strict is not None and strict["json_schema"]["strict"] is True
    loose = response_format("json_object", "judge", JudgeAnswer)
    assert loose == {"type": "json_object", "schema": answer_schema(JudgeAnswer)}
    assert response_format("plain", "judge", JudgeAnswer) is None


def test_a_repair_quotes_the_answer_and_the_error() -> None:
    messages = repair_messages(
        [{"role": "user", "content": "q"}], "bad", {1: ("wrong_schema", "fit_grade: too big")}
    )
    assert [message["role"] for message in messages] == ["user", "assistant", "user"]
    assert messages[1]["content"] == "bad"
    assert "item 1: fit_grade: too big" in messages[2]["content"]
