"""Words of titles and labels without plural endings or small words."""

from __future__ import annotations

import re
from functools import lru_cache

from hobby_profiles.language.en.classes import SMALL_WORDS
from hobby_profiles.language.en.lexical import stem, words

_WORD = re.compile(r"[^\W\d_]{2,}")
_EMPTY_WORDS = SMALL_WORDS | frozenset("your our is it".split())
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
    return tuple(singular(word) for word in words(text))


def title_stems(text: str) -> frozenset[str]:
    """Stems of a title's or label's words of two letters or more, without empty words.

    Args:
        text: Any text; only its first 600 characters are read.

    Returns:
        The stems, each once.
    """
    found = _WORD.findall(text[:_MAX_CHARACTERS].casefold())
    return frozenset(stem(word) for word in found if word not in _EMPTY_WORDS)


@lru_cache(maxsize=100_000)
def singular(word: str) -> str:
    """Take the plural ending off a word, if it has one."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
