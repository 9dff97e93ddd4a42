"""Where in a model's text its answer is: after all thinking, drafts and talk around it."""

from __future__ import annotations

import json
import re
from typing import Any

Fault = tuple[str, str]

_MOST_QUOTED = 600
_MOST_PLACES = 500  # Beyond them it is no answer but an attack on our time.
_TAGS = r"think(?:ing)?|thought|reason(?:ing)?|reflection|analysis|scratchpad"
_THINKING = re.compile(
    rf"<({_TAGS})\b[^>]*>.*?(?:</\1\s*>|\Z)|\[THINK\].*?(?:\[/THINK\]|\Z)",
    re.DOTALL | re.IGNORECASE,
)
# A server's template may hold the opening mark, so that only the closing one is in the text.
_THINKING_ENDS = re.compile(rf"</(?:{_TAGS})\s*>|\[/THINK\]", re.IGNORECASE)
_OPENS = re.compile(r"\{(?=\s*\")|\[(?=\s*\{)")
_SPARE_COMMA = re.compile(r",(?=\s*[}\]])")
_OPENS_ANSWER = re.compile(r"\{\s*\"answers\"\s*:")


def last_answer(text: str) -> tuple[list[dict[str, Any]], Fault | None]:
    """Find the entries of the last answer in a text.

    An answer is an object with a list "answers", a list of entries, or entries one after another.
    A later one replaces an earlier one, also if it breaks off: then its complete entries are all
    there is.

    Args:
        text: What the model said.

    Returns:
        Its entries, and what is wrong with the answer as a whole.
    """
    text = text.strip()
    content, end, _ = _decode(text, 0)
    whole = _entries(content)
    if whole is not None and end == len(text):
        return whole, None
    said = _THINKING_ENDS.split(_THINKING.sub(" ", text))[-1]
    return _search(_SPARE_COMMA.sub("", said))


def _search(text: str) -> tuple[list[dict[str, Any]], Fault | None]:
    """Look for answers from the front; the last one stands."""
    entries: list[dict[str, Any]] = []
    fault: Fault | None = ("invalid_json", f"the answer holds no JSON object (seen: {quote(text)})")
    goes_on = False  # Whether a single entry belongs to what was found so far.
    end = 0
    for place in [match.start() for match in _OPENS.finditer(text)][-_MOST_PLACES:]:
        if place < end:
            continue
        content, stop, error = _decode(text, place)
        if error is not None:
            if _OPENS_ANSWER.match(text, place):
                entries, goes_on = [], True
                seen = quote(text[place:])
                fault = ("invalid_json", f"the answer is no complete JSON: {error} (seen: {seen})")
            continue
        end = stop
        found = _entries(content)
        if found is None:
            if not entries and not goes_on:
                seen = quote(text[place:])
                fault = ("wrong_schema", f"the answer has no list 'answers' (seen: {seen})")
        elif "item" in content:
            entries = [*found, *entries] if goes_on else found  # The last of two is no draft.
            fault = fault if goes_on else None
            goes_on = True
        else:
            entries, fault, goes_on = found, None, False
    return entries, fault


def _decode(text: str, place: int) -> tuple[Any, int, str | None]:
    """Decode the JSON value that begins at a place: value, end, or what is wrong."""
    try:
        value, end = json.JSONDecoder().raw_decode(text, place)
    except (ValueError, RecursionError) as error:
        return None, place, str(error)
    return value, end, None


def _entries(content: Any) -> list[dict[str, Any]] | None:
    """The entries of an answer; None if the value is none."""
    if isinstance(content, dict):
        if "item" in content:
            return [content]
        found = content.get("answers")
        return [e for e in found if isinstance(e, dict)] if isinstance(found, list) else None
    if isinstance(content, list) and all(isinstance(e, dict) and "item" in e for e in content):
        return content
    return None


def quote(value: Any) -> str:
    """A value as a text of bearable length, for messages."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _MOST_QUOTED else text[:_MOST_QUOTED] + "…"
