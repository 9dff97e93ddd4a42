"""Which product texts are alike in meaning."""

from __future__ import annotations

import pandas as pd

from hobby_profiles.core.vectors import nearest_rows
from hobby_profiles.embedding import load_embedding_model
from hobby_profiles.keywords.centres import text_lines, text_vectors
from hobby_profiles.keywords.settings import KeywordSettings

MOST_NEIGHBOURS = 10
"""Texts kept that are nearest to each."""

LEAST_COSINE = 0.5
"""Texts less alike share a department at most."""


def texts_alike(texts: pd.DataFrame, settings: KeywordSettings) -> pd.DataFrame:
    """Find the nearest texts of each by the cosine of their vectors.

    Args:
        texts: text_hash, and the columns of ``settings.text_fields``; each text once.
        settings: Model and fields.

    Returns:
        text_hash, neighbour_text_hash, cosine; sorted.
    """
    texts = texts.sort_values("text_hash", ignore_index=True)
    model = load_embedding_model(settings.embedding_model, cache_dir=settings.cache_dir)
    vectors = text_vectors(text_lines(texts, settings.text_fields).lines, model=model)
    # One more, because the nearest is most often the text itself.
    near = nearest_rows(vectors, vectors, MOST_NEIGHBOURS + 1)
    near = near[(near["row"] != near["nearest"]) & (near["cosine"] >= LEAST_COSINE)]
    near = near[near.groupby("row").cumcount() < MOST_NEIGHBOURS]
    hashes = texts["text_hash"].to_numpy(dtype=object)
    return pd.DataFrame(
        {
            "text_hash": hashes[near["row"]],
            "neighbour_text_hash": hashes[near["nearest"]],
            "cosine": near["cosine"].to_numpy(),
        }
    ).astype({"text_hash": "str", "neighbour_text_hash": "str", "cosine": "float64"})
