"""The topics whose names are nearest in meaning to words, for personas and for suggestions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from hobby_profiles.core.columns import require_columns
from hobby_profiles.core.settings import StageSettings
from hobby_profiles.core.vectors import nearest_rows, unit_rows
from hobby_profiles.embedding import embed_texts, load_embedding_model

_MOST = 3
_SUGGESTED = 0.5
_COLUMNS = ["asked_topic", "suggestion_rank", "topic_id", "topic_name", "cosine"]


class MeaningSettings(StageSettings):
    """Which model embeds names, and where its cache is."""

    embedding_model: str
    cache_dir: Path


def nearest_topics(
    words: Sequence[str], topics: pd.DataFrame, settings: MeaningSettings, least: float
) -> list[dict[str, float]]:
    """Find the three topics that are nearest to each word in meaning.

    Args:
        words: What is asked for.
        topics: topic_id, topic_name.
        settings: Model and cache.
        least: Cosine below which a topic is not near.

    Returns:
        For each word the cosines by topic_id, nearest first; fewer or none where none is near.
    """
    if topics.empty or not words:
        return [{} for _ in words]
    model = load_embedding_model(settings.embedding_model, cache_dir=settings.cache_dir)
    names = unit_rows(embed_texts(topics["topic_name"].str.lower().tolist(), model=model))
    asked = unit_rows(embed_texts(list(words), model=model))
    found = nearest_rows(asked, names, _MOST)
    # Single precision at five digits, as a number that reads so.
    found["cosine"] = found["cosine"].astype(np.float64).round(5)
    found["topic_id"] = topics["topic_id"].to_numpy()[found["nearest"]]
    found = found[found["cosine"] >= least]
    near: list[dict[str, float]] = [{} for _ in words]
    for row, topic_id, cosine in found[["row", "topic_id", "cosine"]].itertuples(index=False):
        near[row][topic_id] = cosine
    return near


def suggest_topics(
    members: pd.DataFrame, topics: pd.DataFrame, labels: pd.DataFrame, settings: MeaningSettings
) -> pd.DataFrame:
    """Suggest topics for the members of collections that are called as no topic is.

    A cosine of 0.5 at least is near: 'harry poter' has 0.63 to Harry Potter in the demo shop, and
    'Stranger Things', which that shop has no topic for, 0.54 to Horror movies.

    Args:
        members: topic, as the lists of collections name it; null for a product.
        topics: topic_id, topic_name, topic_path.
        labels: label: what is merged into the topics.
        settings: Model and cache.

    Returns:
        asked_topic, suggestion_rank (from 1), topic_id, topic_name, cosine; sorted.

    Raises:
        InputError: If a column is missing.
    """
    require_columns(members, ["topic"], "stg_hobby__collections")
    require_columns(topics, ["topic_id", "topic_name", "topic_path"], "hobby__topics")
    require_columns(labels, ["label"], "int_hobby__topic_labels")
    topics = topics.sort_values("topic_id", ignore_index=True)
    known = pd.concat([topics["topic_name"], topics["topic_path"], labels["label"]])
    named = set(known.str.lower())
    asked = sorted({topic for topic in members["topic"].dropna() if topic.lower() not in named})
    names = dict(zip(topics["topic_id"], topics["topic_name"], strict=True))
    near = nearest_topics(asked, topics, settings, _SUGGESTED)
    rows = [
        (word, rank, topic_id, names[topic_id], cosine)
        for word, found in zip(asked, near, strict=True)
        for rank, (topic_id, cosine) in enumerate(found.items(), start=1)
    ]
    return pd.DataFrame(rows, columns=_COLUMNS).astype(
        {"asked_topic": str, "topic_id": str, "topic_name": str}
        | {"suggestion_rank": "int64", "cosine": float}
    )
