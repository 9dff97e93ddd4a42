"""The language model as reader of attributes: it sees product texts, and proves every value."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal

import pandas as pd

from hobby_profiles.attributes.packs import LARGEST
from hobby_profiles.attributes.tagger import COLUMNS, SAID, tag_texts
from hobby_profiles.attributes.terms import BRAND, NOTHING, UNSAID_OF, split
from hobby_profiles.core.settings import StageSettings
from hobby_profiles.llm.client import LanguageModel
from hobby_profiles.llm.settings import LlmSettings
from hobby_profiles.llm.store.answers import OK

OUTSIDE_SCHEMA, NOT_IN_TEXT = "outside_schema", "not_in_text"
_FIELDS = ("product_name", "category_path", "brand", "attributes")
_READ_FROM = ("product_name", "brand", "attributes")


class AttributeSettings(StageSettings):
    """How attributes are read.

    Attributes:
        attribute_tagger: ``embedded``, by terms and patterns, or ``openai``.
        llm: How to reach the language model.
    """

    attribute_tagger: Literal["embedded", "openai"] = "embedded"
    llm: LlmSettings = LlmSettings()


def read_attributes(
    products: pd.DataFrame, terms: pd.DataFrame, settings: AttributeSettings
) -> pd.DataFrame:
    """Read the attributes of each distinct product text.

    What a language model says counts where the list of terms knows it (all but brands and numbers)
    and where the text has it; a shop's own brand counts before all. A text without a usable answer
    is read by terms and patterns.

    Args:
        products: See `tag_texts`.
        terms: See `tag_texts`.
        settings: Who reads, and how to reach the model.

    Returns:
        What `tag_texts` returns, and refusal: outside_schema or not_in_text for what a language
        model said and nobody is shown, else None. One row per text, attribute and value; sorted.

    Raises:
        MissingKeyError: If the key is not in the environment.
    """
    tagged = tag_texts(products, terms).assign(refusal=None)
    if settings.attribute_tagger != "openai" or products.empty:
        return tagged.astype({"refusal": "str"})
    items = attribute_items(products)
    answers = LanguageModel(settings.llm).ask("attribute", list(items.values()), {})
    said = {key: answer for key, answer in zip(items, answers, strict=True) if answer.status == OK}
    proof = Proof(terms)
    rows: list[tuple[str, str, str, float, str, str | None]] = []
    for text_hash, answer in said.items():
        for one in (answer.value or {}).get("attributes", []):
            if one["attribute"] == BRAND and items[text_hash]["brand"].strip():
                continue
            value, refusal = proof.check(one["attribute"], one["value"], items[text_hash])
            rows.append((text_hash, one["attribute"], value, SAID, "openai", refusal))
    kept = tagged[~tagged["text_hash"].isin(list(said)) | (tagged["source"] == "column")]
    found = pd.concat([kept, pd.DataFrame(rows, columns=[*COLUMNS, "refusal"])])
    found = found.sort_values(["text_hash", "attribute", "value", "refusal"], na_position="first")
    found = found.drop_duplicates(["text_hash", "attribute", "value"], ignore_index=True)
    return found.astype({**dict.fromkeys(COLUMNS, "str"), "confidence": "float64"}).astype(
        {"refusal": "str"}
    )


def attribute_items(products: pd.DataFrame) -> dict[str, dict[str, str]]:
    """What the model is told of each distinct text, by text_hash; what is missing is empty."""
    texts = products.drop_duplicates("text_hash").sort_values("text_hash")
    fields = texts[list(_FIELDS)].fillna("").astype(str).to_dict("records")
    return {
        str(key): {str(name): str(value) for name, value in item.items()}
        for key, item in zip(texts["text_hash"], fields, strict=True)
    }


class Proof:
    """Whether a value may stand.

    Args:
        terms: attribute, term, value: the list that tells values of all but brands and numbers.
    """

    def __init__(self, terms: pd.DataFrame) -> None:
        self._value: dict[tuple[str, tuple[str, ...]], str] = {}
        self._terms: dict[tuple[str, str], list[tuple[str, ...]]] = {}
        for attribute, term, value in terms[["attribute", "term", "value"]].itertuples(index=False):
            if attribute in (BRAND, NOTHING, UNSAID_OF):
                continue
            for words in (tuple(split(str(value))), tuple(split(str(term)))):
                self._value[attribute, words] = str(value)
                self._terms.setdefault((attribute, str(value)), []).append(words)

    def check(self, attribute: str, value: str, item: Mapping[str, str]) -> tuple[str, str | None]:
        """Check a value against the list and the text.

        Args:
            attribute: Such as colour.
            value: As the model wrote it.
            item: The text that it was read from.

        Returns:
            The value as the list has it, and why it is refused, None if it may stand.
        """
        text = " · ".join(item[field] for field in _READ_FROM)
        words = split(text)
        own = tuple(split(value))
        if attribute == "pack_size":
            if not re.fullmatch(r"\d{1,9}", value) or not 1 <= int(value) <= LARGEST:
                return value, OUTSIDE_SCHEMA
            is_there = str(int(value)) in re.findall(r"\d+", text.replace(",", ""))
            return str(int(value)), None if is_there else NOT_IN_TEXT
        if attribute == BRAND:
            return value, None if own and _stands(own, words) else NOT_IN_TEXT
        known = self._value.get((attribute, own))
        if known is None:
            return value, OUTSIDE_SCHEMA
        is_there = any(_stands(term, words) for term in self._terms[attribute, known])
        return known, None if is_there else NOT_IN_TEXT


def _stands(run: Sequence[str], words: Sequence[str]) -> bool:
    size = len(run)
    starts = range(len(words) - size + 1)
    return any(tuple(words[start : start + size]) == tuple(run) for start in starts)
