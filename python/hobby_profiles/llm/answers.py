"""What a language model must answer, as pydantic models; their JSON schema goes to the server."""

from __future__ import annotations

import hashlib
import json
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

Kind = Literal["lifestyle", "activity", "profession", "lifestage", "style", "cultural affinity"]
ReasonCode = Literal[
    "fits", "weak", "unrelated", "abstract", "category", "brand", "generic", "sensitive"
]


def _words(value: str) -> str:
    """A phrase on one line; small models copy the dots of a prompt's example, which name nothing.

    Raises:
        ValueError: If it has fewer than two letters or digits.
    """
    if sum(character.isalnum() for character in value) < 2:
        raise ValueError("must be made of words")
    return " ".join(value.split())


class ItemAnswer(BaseModel):
    """Base of one item's answer.

    Attributes:
        item: Number of the item in the request, from 1.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    item: int = Field(ge=1)


class ProposedLabel(BaseModel):
    """One label that the model proposes for a product."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    label: str = Field(min_length=2, max_length=60)
    kind: Kind
    relevance: float = Field(ge=0, le=1)

    @field_validator("label")
    @classmethod
    def _one_plain_line(cls, value: str) -> str:
        value = _words(value.replace("_", " ")).lower()
        if any(mark in value for mark in "<>{}[]|\\"):
            raise ValueError("must be a plain phrase without marks such as < > { }")
        return value


class LabelAnswer(ItemAnswer):
    """The labels of one product text; none for an everyday item."""

    labels: list[ProposedLabel] = Field(max_length=10)


class JudgeAnswer(ItemAnswer):
    """The grade of one (product text, label) pair."""

    fit_grade: int = Field(ge=1, le=5)
    reason_code: ReasonCode
    is_sensitive: bool
    explanation: str = Field(max_length=300)


class NameAnswer(ItemAnswer):
    """The name of one inner topic."""

    topic_name: str = Field(min_length=2, max_length=60)
    kind: Kind

    @field_validator("topic_name")
    @classmethod
    def _one_line(cls, value: str) -> str:
        return _words(value)


class SynonymAnswer(ItemAnswer):
    """Whether two phrases name one hobby."""

    is_same: bool
    explanation: str = Field(max_length=300)


class CoherenceAnswer(ItemAnswer):
    """Which of the parents offered a topic belongs under."""

    best_parent: str = Field(max_length=120)
    explanation: str = Field(max_length=300)


ANSWER_MODELS: dict[str, type[ItemAnswer]] = {
    model.__name__: model
    for model in (LabelAnswer, JudgeAnswer, NameAnswer, SynonymAnswer, CoherenceAnswer)
}

# Keywords that strict structured output does not take everywhere. They stay in the pydantic
# models, which have the last word on every answer.
_NOT_SENT = {"title", "description", "default", "minimum", "maximum", "minLength", "maxLength",
             "minItems", "maxItems"}  # fmt: skip


def answer_schema(model: type[ItemAnswer]) -> dict[str, Any]:
    """Return the JSON schema of a whole answer: an object with a list of item answers.

    Args:
        model: The pydantic model of one item's answer.

    Returns:
        A schema without references, every object closed and every property required, as
        OpenAI's strict mode wants it.
    """
    source = model.model_json_schema()
    definitions = source.pop("$defs", {})

    def plain(node: Any) -> Any:
        if isinstance(node, list):
            return [plain(part) for part in node]
        if not isinstance(node, dict):
            return node
        if "$ref" in node:
            return plain(definitions[node["$ref"].rsplit("/", 1)[-1]])
        kept = {
            name: {key: plain(part) for key, part in value.items()}
            if name == "properties"
            else plain(value)
            for name, value in node.items()
            if name not in _NOT_SENT
        }
        if kept.get("type") == "object":
            kept["additionalProperties"] = False
            kept["required"] = list(kept["properties"])
        return kept

    return {
        "type": "object",
        "properties": {"answers": {"type": "array", "items": plain(source)}},
        "required": ["answers"],
        "additionalProperties": False,
    }


def schema_version(model: type[ItemAnswer]) -> str:
    """Return a short hash of everything the model accepts; it is part of an answer's address."""
    text = json.dumps(model.model_json_schema(), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]
