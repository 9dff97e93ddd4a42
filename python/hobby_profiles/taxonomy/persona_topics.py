"""Which of the shop's topics the signals of personas mean.

Enters: signals that name topics, branches or kinds of topics in a person's words. Leaves: the
topics meant. Nothing here knows a shop: a set of personas fits any taxonomy.
"""

from __future__ import annotations

from collections import defaultdict

import pandas as pd

from hobby_profiles.core.columns import require_columns
from hobby_profiles.language.folding import folded_words
from hobby_profiles.taxonomy.nearest import MeaningSettings, nearest_topics

_MIN_COSINE = 0.7
_KINDS = ("topic", "branch")
_COLUMNS = ["persona_id", "topic_id", "signal_value", "signed_weight", "cosine"]


def match_signals(
    signals: pd.DataFrame,
    topics: pd.DataFrame,
    labels: pd.DataFrame,
    settings: MeaningSettings,
) -> pd.DataFrame:
    """Find the topics that signals mean.

    A word means the topics of that name, path or label; without one, the three topics whose names
    are nearest in meaning, with a cosine of 0.7 at least. A branch is an inner topic. Cosines of
    short phrases mislead below that.

    Args:
        signals: persona_id, signal_kind (topic, branch, topic_kind; others are passed over),
            signal_value, signed_weight (in [-1,1], below 0 against).
        topics: topic_id, topic_name, topic_path, kind, is_leaf.
        labels: topic_id, label: what is merged into each leaf.
        settings: Model and cache.

    Returns:
        persona_id, topic_id, signal_value, signed_weight, cosine (1 for an equal name or kind);
        sorted, each pair of persona and topic once for each signal.

    Raises:
        InputError: If a column is missing.
    """
    require_columns(signals, [*_COLUMNS[:1], "signal_kind", *_COLUMNS[2:4]], "persona signals")
    require_columns(topics, ["topic_id", "topic_name", "topic_path", "kind", "is_leaf"], "topics")
    require_columns(labels, ["topic_id", "label"], "int_hobby__topic_labels")
    topics = topics.sort_values("topic_id", ignore_index=True)
    named = _names(topics, labels)
    inner = set(topics.loc[~topics["is_leaf"].astype(bool), "topic_id"])
    kinds = {kind: set(rows) for kind, rows in topics.groupby("kind")["topic_id"]}
    meant: dict[tuple[str, str], dict[str, float]] = {}
    open_words = defaultdict(list)
    asked = set(zip(signals["signal_kind"], signals["signal_value"], strict=True))
    for kind, value in sorted(asked):
        if kind == "topic_kind":
            meant[kind, value] = dict.fromkeys(sorted(kinds.get(value.lower(), ())), 1.0)
        elif kind in _KINDS:
            same = named.get(_key(value), set())
            same = same & inner if kind == "branch" else same
            meant[kind, value] = dict.fromkeys(sorted(same), 1.0)
            if not same:
                open_words[kind].append(value)
    for kind, words in open_words.items():
        candidates = topics[topics["topic_id"].isin(inner)] if kind == "branch" else topics
        for word, near in zip(
            words, nearest_topics(words, candidates, settings, _MIN_COSINE), strict=True
        ):
            meant[kind, word] = near
    rows = [
        (persona_id, topic_id, value, weight, cosine)
        for persona_id, kind, value, weight in zip(
            signals["persona_id"],
            signals["signal_kind"],
            signals["signal_value"],
            signals["signed_weight"],
            strict=True,
        )
        for topic_id, cosine in meant.get((kind, value), {}).items()
    ]
    found = pd.DataFrame(rows, columns=_COLUMNS).astype(
        {"persona_id": str, "topic_id": str, "signal_value": str}
        | {"signed_weight": float, "cosine": float}
    )
    return found.drop_duplicates().sort_values(_COLUMNS, ignore_index=True)


def _key(text: str) -> str:
    return " ".join(folded_words(text))


def _names(topics: pd.DataFrame, labels: pd.DataFrame) -> dict[str, set[str]]:
    found = defaultdict(set)
    for table, column in ((topics, "topic_name"), (topics, "topic_path"), (labels, "label")):
        for topic_id, name in zip(table["topic_id"], table[column], strict=True):
            found[_key(name)].add(topic_id)
    known = set(topics["topic_id"])
    return {name: rows & known for name, rows in found.items() if name and rows & known}
