"""Words of a text in any language, so that writing makes no odds: case, accents, hyphens."""

from __future__ import annotations

import re
import unicodedata

_NOT_WORD = re.compile(r"[\W_]+")
_POSSESSIVE = re.compile(r"['’`´](s\b)?")
_UNDECOMPOSED = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
"""Letters that Unicode does not take apart into a plain letter and an accent."""


def folded_words(text: str) -> tuple[str, ...]:
    """Split a text into words, lower case, without accents.

    Args:
        text: Any text in any script; possessive endings and elided articles part from the word,
            invisible characters inside a word go.

    Returns:
        The words in order, numbers among them.
    """
    plain = text.casefold()
    if not plain.isascii():
        shown = (letter for letter in plain if unicodedata.category(letter) != "Cf")
        apart = unicodedata.normalize("NFKD", "".join(shown)).translate(_UNDECOMPOSED)
        plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    plain = _POSSESSIVE.sub(" ", plain)
    return tuple(word for word in _NOT_WORD.split(plain) if word)
