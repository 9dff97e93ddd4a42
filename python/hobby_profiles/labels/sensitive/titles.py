"""Which product texts must not be shown, whatever the labels of the product are."""

from __future__ import annotations

import sys

import pandas as pd

from hobby_profiles.core.progress import progress
from hobby_profiles.labels.memory import TEXT_KEY
from hobby_profiles.labels.sensitive.labels import UNSCREENED
from hobby_profiles.labels.sensitive.terms import load_listed_terms
from hobby_profiles.labels.settings import LabelSettings
from hobby_profiles.labels.texts.views import spoken_category

_MAX_CHARACTERS = 600
_TEXTS_PER_STEP = 20_000


def screen_texts(products: pd.DataFrame, settings: LabelSettings) -> pd.DataFrame:
    """Find product texts that touch a sensitive topic, or that nobody can tell about.

    A name is shown to people as evidence of a harmless hobby, so name and category are screened by
    their own words: terms of the reviewed list, less what the list takes back. No likeness is
    measured. A name in a language or script without a list counts as sensitive too (`UNSCREENED`),
    and their number is printed.

    Args:
        products: ``product_name`` and ``category_path``, in any order, repeats allowed.
        settings: Where the list is.

    Returns:
        One row per text found: ``product_name``, ``category_path`` (both as they came, empty for a
        missing one), ``sensitive_topic``, sorted by name and category.

    Raises:
        InputError: If the list cannot be used.
    """
    terms = load_listed_terms(settings.sensitive_topics)
    texts = products[TEXT_KEY].fillna("").drop_duplicates().sort_values(TEXT_KEY)
    categories = {path: spoken_category(path) for path in texts["category_path"].unique()}
    of_category = {path: terms.topic_of(spoken) for path, spoken in categories.items()}
    found = []
    with progress("Screening product names", len(texts), unit="names") as advance:
        for start in range(0, len(texts), _TEXTS_PER_STEP):
            step = texts.iloc[start : start + _TEXTS_PER_STEP]
            for name, path in step.itertuples(index=False):
                shown = name[:_MAX_CHARACTERS]
                topic = terms.topic_of(shown, categories[path]) or of_category[path]
                found.append(topic or ("" if terms.can_read(shown) else UNSCREENED))
            advance(len(step))
    rows = texts.assign(sensitive_topic=pd.Series(found, texts.index, dtype="str"))
    rows = rows[rows["sensitive_topic"] != ""].reset_index(drop=True)
    _tell_unscreened(int((rows["sensitive_topic"] == UNSCREENED).sum()), len(texts), settings)
    return rows.astype("str")


def _tell_unscreened(count: int, total: int, settings: LabelSettings) -> None:
    if count:
        print(
            f"{count:,} of {total:,} product texts are in a language or script for which "
            f"{settings.sensitive_topics} (hobby__sensitive_topics) has no terms: they are shown "
            "nowhere. Add terms of that language to show the others.",
            file=sys.stderr,
            flush=True,
        )
