"""Which keywords are near each other and each text: all that the user side knows of meaning."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from hobby_profiles.core.vectors import near_pairs, nearest_rows, unit_rows
from hobby_profiles.keywords.centres import Centres, text_lines
from hobby_profiles.keywords.settings import KeywordSettings

MOST_NEIGHBOURS = 30
"""Neighbours kept of each keyword; a keyword may be among those of more others."""

_WORD = re.compile(r"[^\W\d_]{3,}")
PLACES = 3
"""Keywords that tell where a text lies."""


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
    if keywords.empty:
        empty = pd.DataFrame({"keyword": [], "neighbour_keyword": [], "cosine": []})
        return empty.astype({"keyword": "str", "neighbour_keyword": "str", "cosine": "float64"})
    texts = texts.sort_values("text_hash", ignore_index=True)
    lines = text_lines(texts, settings.text_fields).lines
    centres = Centres.of_keywords(keywords, texts, lines, settings)
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


def text_places(
    keywords: pd.DataFrame, texts: pd.DataFrame, settings: KeywordSettings
) -> pd.DataFrame:
    """Find the keywords whose texts each text is most like, whether or not it carries them.

    What a title happens to say decides on its keywords; where it lies among all texts does not
    hang on a word.

    Args:
        keywords: text_hash, keyword: what `text_keywords` returns.
        texts: text_hash, and the columns of ``settings.text_fields``.
        settings: Model and fields.

    Returns:
        text_hash, keyword, nearness (cosine, above 0), at most `PLACES` a text; sorted.
    """
    if keywords.empty:
        empty = pd.DataFrame({"text_hash": [], "keyword": [], "nearness": []})
        return empty.astype({"text_hash": "str", "keyword": "str", "nearness": "float64"})
    texts = texts.sort_values("text_hash", ignore_index=True)
    lines = text_lines(texts, settings.text_fields).lines
    centres = Centres.of_keywords(keywords, texts, lines, settings)
    is_read = np.array([bool(_WORD.search(line)) for line in lines])
    places = nearest_rows(centres.vectors, unit_rows(centres.sums), PLACES)
    found = pd.DataFrame(
        {
            "text_hash": texts["text_hash"].to_numpy()[places["row"]],
            "keyword": centres.keywords[places["nearest"]],
            "nearness": places["cosine"].to_numpy(dtype=np.float64),
        }
    )
    found = found[is_read[places["row"]] & (found["nearness"] > 0)].astype(
        {"text_hash": "str", "keyword": "str"}
    )
    return found.sort_values(["text_hash", "keyword"], ignore_index=True)
