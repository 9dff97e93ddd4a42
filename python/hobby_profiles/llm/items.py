"""Items: what is asked about, normalised, stripped of instructions, fenced and addressed."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hobby_profiles.llm.instructions import strip_instructions

_MAX_CHARACTERS = 2000
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
_INVISIBLE = re.compile(
    r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\U000e0000-\U000e007f]+"
)
# JSON leaves < and > as they are; escaped, no text can close the fence it stands in.
_FENCE_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})

Fields = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to ask about.

    Attributes:
        key: Address of its answer, a SHA-256 in hexadecimal.
        text: Its fields as one line of JSON, safe inside the fence.
    """

    key: str
    text: str


def normalise(value: str) -> str:
    """Bring a text to one form: NFC, no control or invisible characters, single spaces, cut.

    Args:
        value: Any text; what is beyond 2,000 characters is left out.
    """
    visible = _INVISIBLE.sub("", unicodedata.normalize("NFC", value))
    text = " ".join(_CONTROL.sub(" ", visible).split())
    return text[:_MAX_CHARACTERS]


def _clean(value: str | Sequence[str]) -> str | list[str]:
    if isinstance(value, str):
        return strip_instructions(normalise(value))
    return [strip_instructions(normalise(part)) for part in value]


def make_item(fields: Fields, identity: Mapping[str, Any]) -> Item:
    """Normalise one item's fields and compute the address of its answer.

    Args:
        fields: Texts, or lists of texts, by field name.
        identity: All that the answer depends on besides the fields: endpoint kind, model, prompt
            and schema version, variables, sampling.
    """
    clean = {name: _clean(value) for name, value in fields.items()}
    text = json.dumps(clean, ensure_ascii=False, separators=(", ", ": "))
    address = json.dumps([identity, clean], ensure_ascii=False, sort_keys=True)
    return Item(
        key=hashlib.sha256(address.encode()).hexdigest(), text=text.translate(_FENCE_ESCAPES)
    )


def fence(items: Sequence[Item]) -> str:
    """Write items as numbered JSON lines, from 1, for the place between the fence marks."""
    return "\n".join(f'{{"item": {n}, {item.text[1:]}' for n, item in enumerate(items, start=1))
