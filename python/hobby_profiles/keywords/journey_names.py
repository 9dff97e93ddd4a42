"""The language model as namer of journeys: it sees signatures, never anybody's journey."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import pandas as pd

from hobby_profiles.embedding import load_embedding_model
from hobby_profiles.keywords.screen import brand_words
from hobby_profiles.keywords.settings import KeywordSettings
from hobby_profiles.keywords.signatures import Signature, read_signatures
from hobby_profiles.labels.judge.blocked import BlockedLabels, read_blocked_labels
from hobby_profiles.labels.sensitive.terms import ListedTerms, load_listed_terms
from hobby_profiles.language import pack
from hobby_profiles.llm.client import LanguageModel
from hobby_profiles.llm.settings import LlmSettings
from hobby_profiles.llm.store.answers import OK

_MOST_WORDS = 5
_MOST_CHARACTERS = 40
_COLUMNS = ("signature_id", "journey_name", "refusal")


class JourneyNameSettings(KeywordSettings):
    """How journeys are named.

    Attributes:
        journey_namer: ``embedded``, by the topic that tells a journey best, or ``openai``.
        llm: How to reach the language model.
    """

    journey_namer: Literal["embedded", "openai"] = "embedded"
    llm: LlmSettings = LlmSettings()


def name_signatures(
    traits: pd.DataFrame,
    topics: pd.DataFrame,
    products: pd.DataFrame,
    settings: JourneyNameSettings,
) -> pd.DataFrame:
    """Ask a language model what people with each signature are in the middle of.

    Args:
        traits: See `read_signatures`.
        topics: See `read_signatures`.
        products: product_id, product_name, brand.
        settings: Who names, the lists and how to reach the model.

    Returns:
        signature_id; journey_name, None where none was given or it was refused; refusal, why, None
        for a good name. Sorted; empty unless a language model names.

    Raises:
        MissingKeyError: If the key is not in the environment.
    """
    if settings.journey_namer != "openai":
        return _frame([])
    sensitive = load_listed_terms(settings.sensitive_topics)
    signatures = read_signatures(traits, topics, products, sensitive)
    if not signatures:
        return _frame([])
    answers = LanguageModel(settings.llm).ask(
        "journey",
        [signature.item for signature in signatures],
        {"language": settings.llm.llm_language},
    )
    said = [answer.value if answer.status == OK else None for answer in answers]
    names = [str(value["journey_name"]) if value else "" for value in said]
    names = [name[:1].upper() + name[1:] for name in names]
    blocked = _blocked(names, topics, settings)
    brands = brand_words(products)
    taken = _Taken(topics)
    rows = []
    for signature, name, value in zip(signatures, names, said, strict=True):
        reason = "unanswered"
        if value:
            reason = _refusal(name, sensitive, brands) or blocked.get(name, "")
            reason = "sensitive" if value["is_sensitive"] else reason
            reason = reason or taken.refusal(signature, name)
        rows.append((signature.signature_id, None if reason else name, reason or None))
    return _frame(sorted(rows))


def _refusal(name: str, sensitive: ListedTerms, brands: set[str]) -> str:
    words = pack().plain_words(name)
    if not sensitive.can_read(name) or sensitive.topic_of(name):
        return "sensitive"
    if len(name) > _MOST_CHARACTERS or len(name.split()) > _MOST_WORDS:
        return "too_long"
    return "brand" if words and set(words) <= brands else ""


def _blocked(
    names: Sequence[str], topics: pd.DataFrame, settings: KeywordSettings
) -> dict[str, str]:
    """Which names are on the list of what is no interest, or like it, and why."""
    model = load_embedding_model(settings.embedding_model, cache_dir=settings.cache_dir)
    list_of_blocked = BlockedLabels(read_blocked_labels(settings.blocked_labels), model)
    found = list_of_blocked.find(sorted({*names} - {""}), topics["topic_name"].tolist())
    return {name: block.reason_code for name, block in found.items()}


class _Taken:
    """Names in use, so that no two journeys of a user that are of different topics share one."""

    def __init__(self, topics: pd.DataFrame) -> None:
        self._topic_of = {
            _key(name): topic
            for topic, name in zip(topics["topic_id"], topics["topic_name"], strict=True)
        }

    def refusal(self, signature: Signature, name: str) -> str:
        """Give a name to the topic that asks first; the answer to all others is ``taken``."""
        owner = self._topic_of.setdefault(_key(name), signature.topic_id)
        return "" if owner == signature.topic_id else "taken"


def _key(name: str) -> tuple[str, ...]:
    return pack().plain_words(name) or (name.casefold(),)


def _frame(rows: Sequence[tuple[str, str | None, str | None]]) -> pd.DataFrame:
    # An empty table must have the types of a full one, or a warehouse cannot join it.
    return pd.DataFrame(rows, columns=list(_COLUMNS)).astype(dict.fromkeys(_COLUMNS, "str"))
