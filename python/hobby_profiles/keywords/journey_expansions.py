"""The language model as a source of what goes with a journey: asked once by its topic's name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

import pandas as pd

from hobby_profiles.keywords.settings import KeywordSettings
from hobby_profiles.keywords.signatures import asked_topics
from hobby_profiles.labels.sensitive.terms import ListedTerms, load_listed_terms
from hobby_profiles.language import pack
from hobby_profiles.llm.client import LanguageModel
from hobby_profiles.llm.settings import LlmSettings

_COLUMNS = {"topic_id": "str", "keyword": "str", "suggestion_rank": "int64"}
_MOST = 5


class ExpansionSettings(KeywordSettings):
    """Who says what goes with a journey.

    Attributes:
        journey_expander: ``embedded``, what users and meanings tell, or ``openai``, which adds
            to it.
        llm: How to reach the language model.
    """

    journey_expander: Literal["embedded", "openai"] = "embedded"
    llm: LlmSettings = LlmSettings()


def expand_topics(
    traits: pd.DataFrame,
    topics: pd.DataFrame,
    labels: pd.DataFrame,
    keywords: Sequence[str],
    settings: ExpansionSettings,
) -> pd.DataFrame:
    """Ask a language model what people in the middle of each topic could take up next.

    What it says counts only where it is a keyword of the shop, in whatever plural, or holds one of
    two words or more: there is a product to show for it. A topic's own labels are no next step.

    Args:
        traits: See `read_signatures`; the topics that enough people have a journey of.
        topics: topic_id, topic_name, is_sensitive.
        labels: topic_id, label.
        keywords: Keywords that products have.
        settings: Who is asked, the list of sensitive terms and how to reach the model.

    Returns:
        topic_id, keyword, suggestion_rank from 1 to 5; sorted, empty unless a model is asked.

    Raises:
        MissingKeyError: If the key is not in the environment.
    """
    if settings.journey_expander != "openai":
        return _frame([])
    sensitive = load_listed_terms(settings.sensitive_topics)
    asked = asked_topics(traits, topics, sensitive)
    if not asked:
        return _frame([])
    answers = LanguageModel(settings.llm).ask(
        "expansion",
        [{"journey": name} for name in asked.values()],
        {"language": settings.llm.llm_language},
    )
    known = {pack().plain_words(keyword): keyword for keyword in sorted(keywords, reverse=True)}
    known.pop((), None)
    own = labels.groupby("topic_id")["label"].agg(set).to_dict()
    rows: list[tuple[str, str, int]] = []
    for topic, answer in zip(asked, answers, strict=True):
        steps = (answer.value or {}).get("next_steps", [])
        found = dict.fromkeys(_known(steps, known, sensitive))
        kept = [keyword for keyword in found if keyword not in own.get(topic, set())]
        rows += [(topic, keyword, rank) for rank, keyword in enumerate(kept[:_MOST], start=1)]
    return _frame(sorted(rows))


def _known(
    steps: Sequence[str], known: dict[tuple[str, ...], str], sensitive: ListedTerms
) -> Iterator[str]:
    """The keyword that each step is, or else the longest one of several words that it holds."""
    for step in steps:
        if not sensitive.can_read(step) or sensitive.topic_of(step):
            continue
        words = pack().plain_words(step)
        spans = [words] + [
            words[start : start + size]
            for size in range(len(words) - 1, 1, -1)
            for start in range(len(words) - size + 1)
        ]
        yield from [known[span] for span in spans if span in known][:1]


def _frame(rows: Sequence[tuple[str, str, int]]) -> pd.DataFrame:
    # An empty table must have the types of a full one, or a warehouse cannot join it.
    return pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)
