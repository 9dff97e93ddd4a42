"""Which keywords are near in meaning: all that the user side knows of it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from hobby_profiles.core.vectors import near_pairs, unit_rows
from hobby_profiles.embedding import load_embedding_model
from hobby_profiles.keywords.centres import Centres, text_lines, text_vectors
from hobby_profiles.keywords.settings import KeywordSettings

MOST_NEIGHBOURS = 30
"""Neighbours kept of each keyword; a keyword may be among those of more others."""


def keyword_neighbours(
    keywords: pd.DataFrame, texts: pd.DataFrame, settings: KeywordSettings
) -> pd.DataFrame:
    """Compare all keywords by the texts that carry them.

    A word alone misleads a sentence model (golf is near disc golf, knitting far from crochet), the
    mean of the products behind it does not.

    Args:
        keywords: text_hash, keyword: what `text_keywords` returns.
        texts: text_hash, and the columns of ``settings.text_fields``.
        settings: Model, fields and the least cosine.

    Returns:
        keyword, neighbour_keyword, cosine: each pair in both directions, sorted.
    """
    texts = texts.sort_values("text_hash", ignore_index=True)
    row_of = pd.Series(texts.index, index=texts["text_hash"])
    found = pd.DataFrame(
        {
            "text": row_of[keywords["text_hash"]].to_numpy(),
            "keyword": keywords["keyword"].to_numpy(),
        }
    )
    if found.empty:
        empty = pd.DataFrame({"keyword": [], "neighbour_keyword": [], "cosine": []})
        return empty.astype({"keyword": "str", "neighbour_keyword": "str", "cosine": "float64"})
    model = load_embedding_model(settings.embedding_model, cache_dir=settings.cache_dir)
    lines = text_lines(texts, settings.text_fields).lines
    centres = Centres.of(found, text_vectors(lines, model=model))
    pairs = near_pairs(unit_rows(centres.sums), MOST_NEIGHBOURS, settings.min_keyword_cosine)
    left, right = pairs["left"].to_numpy(), pairs["right"].to_numpy()
    both = pd.DataFrame(
        {
            "keyword": centres.keywords[np.concatenate([left, right])],
            "neighbour_keyword": centres.keywords[np.concatenate([right, left])],
            "cosine": np.tile(pairs["cosine"].to_numpy(dtype=np.float64), 2),
        }
    )
    return both.sort_values(["keyword", "neighbour_keyword"], ignore_index=True)
