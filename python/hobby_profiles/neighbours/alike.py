"""Which product texts are alike in meaning."""

from __future__ import annotations

import numpy as np
import pandas as pd

from hobby_profiles.core.vectors import top_positions
from hobby_profiles.embedding import load_embedding_model
from hobby_profiles.keywords.centres import text_lines, text_vectors
from hobby_profiles.keywords.settings import KeywordSettings

MOST_NEIGHBOURS = 10
"""Texts kept that are nearest to each."""

LEAST_COSINE = 0.5
"""Texts less alike share a department at most."""

_BLOCK_ROWS = 1024
_DECIMALS = 4


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
    hashes = texts["text_hash"].to_numpy(dtype=object)
    rows, columns, cosines = [], [], []
    for start in range(0, len(vectors), _BLOCK_ROWS):
        block = np.round(vectors[start : start + _BLOCK_ROWS] @ vectors.T, _DECIMALS)
        block[np.arange(len(block)), np.arange(start, start + len(block))] = -1
        near = top_positions(block, MOST_NEIGHBOURS)
        rows.append(np.repeat(np.arange(start, start + len(block)), near.shape[1]))
        columns.append(near.ravel())
        cosines.append(np.take_along_axis(block, near, axis=1).ravel())
    row, column, cosine = (
        np.concatenate(part) if part else np.zeros(0, dtype=np.int64)
        for part in (rows, columns, cosines)
    )
    is_near = cosine >= LEAST_COSINE
    return pd.DataFrame(
        {
            "text_hash": hashes[row[is_near]],
            "neighbour_text_hash": hashes[column[is_near]],
            "cosine": cosine[is_near].astype(np.float64),
        }
    ).astype({"text_hash": "str", "neighbour_text_hash": "str", "cosine": "float64"})
