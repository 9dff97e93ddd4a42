"""Topics whose names mean nearly the same, so that a reader would take them for one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from hobby_profiles.core.columns import require_columns
from hobby_profiles.core.settings import StageSettings
from hobby_profiles.core.vectors import near_pairs, unit_rows
from hobby_profiles.embedding import embed_texts, load_embedding_model
from hobby_profiles.labels.placed_labels import load_placed_labels, placed_apart

_MOST_NEIGHBOURS = 100
_ALIKE_COSINE = 0.55
_ALIKE_APART = 0.75
"""The same of names that readers placed in different areas: "dog ownership" and "cat ownership" are
near (.68) and two interests, "gardening" and "indoor gardening" (.78) are one."""


class AlikeSettings(StageSettings):
    """Which model embeds names, and where its cache is."""

    embedding_model: str
    cache_dir: Path


def topics_alike(topics: pd.DataFrame, settings: AlikeSettings) -> pd.DataFrame:
    """List the pairs of topics with a cosine of names of at least 0.55.

    Names whose reviewed places lie in different areas need 0.75.

    Args:
        topics: topic_id, topic_name.
        settings: Model and cache.

    Returns:
        topic_id, neighbour_topic_id, cosine: each pair in both directions, of each topic the 100
        nearest; sorted.

    Raises:
        InputError: If a column is missing.
    """
    require_columns(topics, ["topic_id", "topic_name"], "hobby__topics")
    ordered = topics.sort_values("topic_id", ignore_index=True)
    ids = ordered["topic_id"].astype("object").to_numpy()
    if len(ids) < 2:
        return pd.DataFrame({"topic_id": [], "neighbour_topic_id": [], "cosine": []})
    model = load_embedding_model(settings.embedding_model, cache_dir=settings.cache_dir)
    vectors = unit_rows(embed_texts(ordered["topic_name"].str.lower().tolist(), model=model))
    pairs = near_pairs(vectors, _MOST_NEIGHBOURS, _ALIKE_COSINE)
    places = [load_placed_labels().find(name) for name in ordered["topic_name"]]
    areas = [place and place.area for place in places]
    is_apart = placed_apart(areas, pairs["left"].tolist(), pairs["right"].tolist())
    pairs = pairs[(pairs["cosine"] >= _ALIKE_APART) | ~is_apart]
    left, right = pairs["left"].to_numpy(), pairs["right"].to_numpy()
    both = pd.DataFrame(
        {
            "topic_id": ids[np.concatenate([left, right])],
            "neighbour_topic_id": ids[np.concatenate([right, left])],
            "cosine": np.tile(pairs["cosine"].to_numpy(dtype=np.float64), 2),
        }
    )
    return both.sort_values(["topic_id", "neighbour_topic_id"], ignore_index=True)
