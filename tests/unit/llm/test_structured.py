from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hobby_profiles.llm.answers import (
    ANSWER_MODELS,
    JudgeAnswer,
    LabelAnswer,
    NameAnswer,
    answer_schema,
)
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
            assert "$ref" not in node and "minimum" not in node and "maxLength" not in node
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
