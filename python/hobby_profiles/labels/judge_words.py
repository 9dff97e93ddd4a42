"""Words of titles and labels, as the judge compares them."""

from __future__ import annotations

import re
from functools import lru_cache

import pandas as pd

from hobby_profiles.labels.product_texts import readable, spoken_category
from hobby_profiles.taxonomy.lexical import stem, words

_WORD = re.compile(r"[^\W\d_]{2,}")
_EMPTY_WORDS = frozenset("and or of the for with to in an on by from at your our is it".split())
_MAX_CHARACTERS = 600
"""Longest title that is read: a title says what it is early, and a page of text is no title."""


def plain_words(text: str) -> tuple[str, ...]:
    """Words of a label, lower case, accents dropped, plural endings dropped.

    Lighter than a stemmer on purpose: "conservatives" must not become "conservation".

    Args:
        text: Any label.

    Returns:
        Its words in order; empty if it has no letter or digit.
    """
    return tuple(_singular(word) for word in words(text))


def title_stems(text: str) -> frozenset[str]:
    """Stems of a title's or label's words of two letters or more, without empty words.

    Args:
        text: Any text; only its first 600 characters are read.

    Returns:
        The stems, each once.
    """
    found = _WORD.findall(text[:_MAX_CHARACTERS].casefold())
    return frozenset(stem(word) for word in found if word not in _EMPTY_WORDS)


def title_line(product_name: str, category_path: str) -> str:
    """Write type and title as one line, the same as the labeller embeds, so vectors are shared.

    Args:
        product_name: The title, already `readable`.
        category_path: The category.

    Returns:
        Such as ``tabletop game: Catan``.
    """
    return ": ".join(part for part in (spoken_category(category_path), product_name) if part)


def readable_titles(names: pd.Series) -> pd.Series:
    """Clean titles: no markup, no control characters, no instruction to a model.

    Args:
        names: Titles, as the shop has them.

    Returns:
        One line each, see `product_texts.readable`.
    """
    distinct = names.drop_duplicates()
    return names.map(dict(zip(distinct, map(readable, distinct), strict=True)))


@lru_cache(maxsize=100_000)
def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
