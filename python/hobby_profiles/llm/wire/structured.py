"""Structured output: how it is asked for, read, validated and, once, repaired."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import pydantic_core
from pydantic import ValidationError

from hobby_profiles.llm.answers import ItemAnswer, answer_schema

_MAX_QUOTED = 600
_MAX_RETURNED = 4000


def response_format(mode: str, purpose: str, model: type[ItemAnswer]) -> dict[str, Any] | None:
    """Return the ``response_format`` of a request.

    Args:
        mode: ``json_schema``, ``json_object`` or ``plain``, from ``hobby__llm_structured_output``.
        purpose: Names the schema.
        model: The pydantic model of one item's answer.

    Returns:
        What to send, or None in the mode ``plain``, where the prompt alone asks for JSON.
    """
    schema = answer_schema(model)
    if mode == "json_schema":
        return {
            "type": "json_schema",
            "json_schema": {"name": f"hobby_{purpose}", "schema": schema, "strict": True},
        }
    if mode == "json_object":
        return {"type": "json_object", "schema": schema}
    return None


@dataclass
class Reading:
    """What an answer says about the items of its request.

    Attributes:
        values: Validated answers by item number, from 1.
        problems: By item number, what is wrong: a reason of one word and a sentence.
    """

    values: dict[int, dict[str, Any]] = field(default_factory=dict)
    problems: dict[int, tuple[str, str]] = field(default_factory=dict)


def read_answer(text: str, item_count: int, model: type[ItemAnswer]) -> Reading:
    """Read and validate an answer, item by item, so that one bad item costs no other its answer.

    An answer that breaks off is read as far as its items are complete. Of an item that is answered
    twice the first answer counts; numbers that were not asked about are left out.

    Args:
        text: The answer as it came.
        item_count: Items in the request.
        model: The pydantic model of one item's answer.

    Returns:
        A value or a problem for every item.
    """
    reading = Reading()
    entries, fault = _entries(text)
    for entry in entries:
        number = entry.get("item") if isinstance(entry, dict) else None
        if number is None and item_count == 1 and isinstance(entry, dict):
            number, entry = 1, {**entry, "item": 1}
        if not isinstance(number, int) or not 1 <= number <= item_count:
            continue
        if number in reading.values:
            continue
        try:
            value = model.model_validate(entry).model_dump(mode="json", exclude={"item"})
        except ValidationError as error:
            problem = error.errors(include_url=False)[0]
            where = ".".join(str(part) for part in problem["loc"]) or "the answer"
            reading.problems.setdefault(
                number, ("wrong_schema", f"{where}: {problem['msg']} (seen: {_quote(entry)})")
            )
        else:
            reading.values[number] = value
            reading.problems.pop(number, None)
    for number in range(1, item_count + 1):
        if number not in reading.values and number not in reading.problems:
            reading.problems[number] = fault or ("missing", "the answer leaves this item out")
    return reading


def _entries(text: str) -> tuple[list[Any], tuple[str, str] | None]:
    """Find the list of item answers, and say what is wrong with the answer as a whole."""
    start = text.find("{")
    if start < 0:
        return [], ("invalid_json", f"the answer holds no JSON object (seen: {_quote(text)})")
    fault: tuple[str, str] | None = None
    try:
        content, _ = json.JSONDecoder().raw_decode(text, start)
    except ValueError as error:
        fault = ("invalid_json", f"the answer is no complete JSON: {error} (seen: {_quote(text)})")
        try:
            content = pydantic_core.from_json(text[start:], allow_partial=True)
        except ValueError:
            return [], fault
    entries = content.get("answers") if isinstance(content, dict) else None
    if entries is None and isinstance(content, dict) and "item" in content and fault is None:
        return [content], None
    if not isinstance(entries, list):
        return [], fault or (
            "wrong_schema", f"the answer has no list 'answers' (seen: {_quote(text)})"
        )  # fmt: skip
    # The last item of a broken answer may be cut and still look whole.
    return (entries[:-1] if fault else entries), fault


def _quote(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _MAX_QUOTED else text[:_MAX_QUOTED] + "…"


def repair_messages(
    messages: list[dict[str, str]], answer: str, problems: dict[int, tuple[str, str]]
) -> list[dict[str, str]]:
    """Add the unusable answer and what is wrong with it, for the one attempt to repair it.

    Args:
        messages: The messages that were sent, about the items to repair only.
        answer: The answer that came, cut if long.
        problems: What is wrong, by item number of ``messages``.
    """
    listed = "\n".join(f"- item {number}: {detail}" for number, (_, detail) in problems.items())
    return [
        *messages,
        {"role": "assistant", "content": answer[:_MAX_RETURNED] or "(empty)"},
        {
            "role": "user",
            "content": "That answer cannot be used:\n"
            f"{listed}\nAnswer again for all items above, with the JSON object alone.",
        },
    ]
