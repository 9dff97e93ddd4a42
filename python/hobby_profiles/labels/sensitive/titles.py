"""Which product names say something sensitive, whatever the labels of the product are."""

from __future__ import annotations

import pandas as pd

from hobby_profiles.core.progress import progress
from hobby_profiles.labels.sensitive.terms import load_listed_terms
from hobby_profiles.labels.settings import LabelSettings

_MAX_CHARACTERS = 600
_NAMES_PER_STEP = 20_000


def screen_names(products: pd.DataFrame, settings: LabelSettings) -> pd.DataFrame:
    """Find names that hold a term of the reviewed list of sensitive topics.

    A name is shown to people as evidence of a harmless hobby, so it is screened by its own words:
    terms of the list as whole words, less what the list takes back. No likeness is measured.

    Args:
        products: ``product_name``, in any order, repeats allowed.
        settings: Where the list is.

    Returns:
        One row per sensitive name: ``product_name``, ``sensitive_topic``, sorted by name.

    Raises:
        InputError: If the list cannot be used.
    """
    terms = load_listed_terms(settings.sensitive_topics)
    names = sorted(products["product_name"].dropna().unique())
    found = []
    with progress("Screening product names", len(names), unit="names") as advance:
        for start in range(0, len(names), _NAMES_PER_STEP):
            step = names[start : start + _NAMES_PER_STEP]
            found += [(name, terms.topic_of(name[:_MAX_CHARACTERS])) for name in step]
            advance(len(step))
    rows = [(name, topic) for name, topic in found if topic]
    return pd.DataFrame(rows, columns=["product_name", "sensitive_topic"]).astype("str")
