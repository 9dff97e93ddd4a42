"""Structured output: how it is asked for, read, validated and, once, repaired."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from hobby_profiles.llm.answers import ItemAnswer
from hobby_profiles.llm.schemas import answer_schema
from hobby_profiles.llm.wire.last_answer import last_answer, quote

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

    The last answer in the text counts, never a draft before it or between marks of thinking. One
    that breaks off is read as far as its items are complete. Of an item that is answered twice
    within it the first answer counts; numbers that were not asked about are left out.

    Args:
        text: The answer as it came.
        item_count: Items in the request.
        model: The pydantic model of one item's answer.

    Returns:
        A value or a problem for every item.
    """
    reading = Reading()
    entries, fault = last_answer(text)
    for entry in entries:
        number = _number(entry)
        if number is None and item_count == 1 and "item" not in entry:
            number = 1
        if number is None or not 1 <= number <= item_count or number in reading.values:
            continue
        try:
            value = model.model_validate({**entry, "item": number})
        except ValidationError as error:
            problem = error.errors(include_url=False)[0]
            where = ".".join(str(part) for part in problem["loc"]) or "the answer"
            reading.problems.setdefault(
                number, ("wrong_schema", f"{where}: {problem['msg']} (seen: {quote(entry)})")
            )
        else:
            reading.values[number] = value.model_dump(mode="json", exclude={"item"})
            reading.problems.pop(number, None)
    for number in range(1, item_count + 1):
        if number not in reading.values and number not in reading.problems:
            reading.problems[number] = fault or ("missing", "the answer leaves this item out")
    return reading


def _number(entry: dict[str, Any]) -> int | None:
    """The item that an entry is about; models write 1 and "1"."""
    number = entry.get("item")
    if isinstance(number, str) and number.strip().isdecimal():
        return int(number)
    return number if isinstance(number, int) and not isinstance(number, bool) else None


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
