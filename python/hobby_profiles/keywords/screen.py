"""Which keywords may stand: nothing sensitive, no brand alone, nothing that tells no interest."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hobby_profiles.keywords.settings import KeywordSettings
from hobby_profiles.labels.judge.blocked import read_blocked_labels
from hobby_profiles.labels.sensitive.terms import load_listed_terms
from hobby_profiles.language import pack

_OWN_NAME = "product_category"


def is_allowed(
    keywords: Sequence[str], texts: pd.DataFrame, settings: KeywordSettings
) -> NDArray[np.bool_]:
    """Screen keywords by the reviewed lists, as names of products are screened.

    A product's own name ("bracelet") is no hobby, but a good keyword.

    Args:
        keywords: ``n`` distinct keywords.
        texts: Product texts; a word that stands as ``brand`` there and is no word of the language
            makes no keyword alone.
        settings: Where the lists are.

    Returns:
        (n,) whether each may stand. One that no language of the list can read may not.
    """
    sensitive = load_listed_terms(settings.sensitive_topics)
    blocked = read_blocked_labels(settings.blocked_labels)
    told = {
        pack().plain_words(label)
        for label in blocked.loc[~blocked["category"].isin([_OWN_NAME]), "label"]
    }
    brands = brand_words(texts)
    return np.array(
        [
            sensitive.can_read(keyword)
            and not sensitive.topic_of(keyword)
            and (words := pack().plain_words(keyword)) not in told
            and not set(words) <= brands
            for keyword in keywords
        ],
        dtype=bool,
    )


def brand_words(texts: pd.DataFrame) -> set[str]:
    """The words that stand as ``brand`` in a catalogue and are no words of the language."""
    if "brand" not in texts:
        return set()
    names = texts["brand"].dropna().astype(str).unique()
    words = {word for name in names for word in pack().plain_words(name)}
    return {word for word in words if not pack().is_common_word(word)}
