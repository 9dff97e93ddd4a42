"""What a language model must answer, as pydantic models that check every answer."""

from __future__ import annotations

import unicodedata
from typing import Annotated, Literal, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    field_validator,
)

KindName = Literal["lifestyle", "activity", "profession", "lifestage", "style", "cultural affinity"]
_ANY_KIND = "activity"
_MAX_LABELS = 10
_MAX_PERSONAS = 5
_MAX_SENTENCE = 300


def _kind(value: object) -> object:
    """A kind however it is written; one that nobody knows is the most common, the label stays."""
    if not isinstance(value, str):
        return value
    word = " ".join(value.replace("_", " ").split()).lower()
    return word if word in get_args(KindName) else _ANY_KIND


def _per_cent(value: object) -> object:
    """A share, also where a model writes 95 for 0.95."""
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return value
    return number / 100 if 1 < number <= 100 and number == int(number) else value


def _sentence(value: object) -> object:
    """One line of visible characters, cut where it is too long."""
    return _visible(value)[:_MAX_SENTENCE] if isinstance(value, str) else value


def _first_labels(value: object) -> object:
    return value[:_MAX_LABELS] if isinstance(value, list) else value


def _first_personas(value: object) -> object:
    return value[:_MAX_PERSONAS] if isinstance(value, list) else value


def _visible(value: str) -> str:
    """A text on one line, without control characters and what nobody can see."""
    return " ".join(
        "".join(
            " " if character.isspace() or unicodedata.category(character) == "Cc" else character
            for character in unicodedata.normalize("NFC", value)
            if unicodedata.category(character) not in {"Cf", "Co", "Cs", "Cn"}
        ).split()
    )


def _words(value: str) -> str:
    """A plain phrase; small models copy the dots of a prompt's example, which name nothing.

    Raises:
        ValueError: If it has fewer than two letters or digits, marks of code, or an address.
    """
    value = _visible(value)
    if sum(character.isalnum() for character in value) < 2:
        raise ValueError("must be made of words")
    if any(mark in value for mark in _NO_WORDS):
        raise ValueError("must be a plain phrase without addresses and marks such as < > { }")
    return value


_NO_WORDS = ("<", ">", "{", "}", "[", "]", "|", "\\", "`", "@", "://", "www.")

Kind = Annotated[KindName, BeforeValidator(_kind)]
ReasonCode = Literal[
    "fits", "weak", "unrelated", "abstract", "category", "brand", "generic", "sensitive"
]
Explanation = Annotated[str, Field(max_length=_MAX_SENTENCE), BeforeValidator(_sentence)]


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
    relevance: Annotated[float, Field(ge=0, le=1), BeforeValidator(_per_cent)]

    @field_validator("label")
    @classmethod
    def _one_plain_line(cls, value: str) -> str:
        return _words(value.replace("_", " ")).lower()


class LabelAnswer(ItemAnswer):
    """The labels of one product text; none for an everyday item."""

    labels: Annotated[
        list[ProposedLabel], Field(max_length=_MAX_LABELS), BeforeValidator(_first_labels)
    ]


class JudgeAnswer(ItemAnswer):
    """The grade of one (product text, label) pair."""

    fit_grade: int = Field(ge=1, le=5)
    reason_code: ReasonCode
    is_sensitive: bool
    explanation: Explanation


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
    explanation: Explanation


class CoherenceAnswer(ItemAnswer):
    """Which of the parents offered a topic belongs under."""

    best_parent: str = Field(max_length=120)
    explanation: Explanation


class JourneyNameAnswer(ItemAnswer):
    """What people with one signature are in the middle of."""

    journey_name: str = Field(min_length=2, max_length=60)
    is_sensitive: bool

    @field_validator("journey_name")
    @classmethod
    def _one_line(cls, value: str) -> str:
        return _words(value)


class ProposedAttribute(BaseModel):
    """One thing that a product text says of the product."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    attribute: Literal[
        "brand", "colour", "material", "pattern", "fit", "size", "audience", "pack_size"
    ]
    value: str = Field(min_length=1, max_length=60)

    @field_validator("value")
    @classmethod
    def _one_line(cls, value: str) -> str:
        return _visible(value)


class AttributeAnswer(ItemAnswer):
    """The attributes of one product text; none where it says nothing of the kind."""

    attributes: list[ProposedAttribute] = Field(max_length=20)


class PersonaAnswer(ItemAnswer):
    """The personas of one list of purchases, the surest first; none where none represents it."""

    persona_ids: Annotated[
        list[str], Field(max_length=_MAX_PERSONAS), BeforeValidator(_first_personas)
    ]


class ExpansionAnswer(ItemAnswer):
    """What somebody in the middle of a journey could take up next."""

    next_steps: Annotated[
        list[Annotated[str, Field(max_length=60)]],
        Field(max_length=_MAX_LABELS),
        BeforeValidator(_first_labels),
    ]

    @field_validator("next_steps")
    @classmethod
    def _plain_lines(cls, value: list[str]) -> list[str]:
        return [_words(step).lower() for step in value]


#: The answer of each purpose, as the shipped prompts name it.
PURPOSE_MODELS: dict[str, type[ItemAnswer]] = {
    "label": LabelAnswer,
    "judge": JudgeAnswer,
    "name": NameAnswer,
    "synonym": SynonymAnswer,
    "coherence": CoherenceAnswer,
    "journey": JourneyNameAnswer,
    "attribute": AttributeAnswer,
    "persona": PersonaAnswer,
    "expansion": ExpansionAnswer,
}
ANSWER_MODELS = {model.__name__: model for model in PURPOSE_MODELS.values()}
