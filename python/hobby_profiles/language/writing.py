"""In what writing a text is: whether lists in some languages can say anything about it."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

_WORD = re.compile(r"[^\W\d_]{2,}")
_LATIN = "LATIN"


class Writing:
    """The letters of some languages, and the small words by which others give themselves away."""

    def __init__(self, languages: Iterable[str], samples: Iterable[str] = ()) -> None:
        """Collect the letters.

        Args:
            languages: ISO 639-1 codes of the languages that can be read.
            samples: Texts in those languages; their letters, and the whole script of those that
                are not Latin, can be read too.
        """
        known = set(languages)
        data = _data()
        letters = set("".join(data["letters"].get(code, "") for code in known))
        sampled = {letter for text in samples for letter in _plain(text) if letter.isalpha()}
        self._scripts = {_script(letter) for letter in sampled} - {_LATIN}
        self._letters = letters | {letter for letter in sampled if _script(letter) == _LATIN}
        self._foreign = {
            word
            for code, words in data["small_words"].items()
            if code not in known
            for word in words
        }

    def can_read(self, text: str) -> bool:
        """Tell whether a text is written in letters of the languages, and in none of the others.

        Latin letters without an accent belong to every language, so a short text in another
        language that uses no letter and no small word of its own passes. A single letter says
        nothing: it is a unit or a brand's whim.

        Args:
            text: Any text.

        Returns:
            True if every word can be read; also for a text without words.
        """
        words = _WORD.findall(_plain(text))
        if not self._foreign.isdisjoint(words):
            return False
        return text.isascii() or all(self._is_known(letter) for word in words for letter in word)

    def _is_known(self, letter: str) -> bool:
        if letter.isascii() or letter in self._letters:
            return True
        return _script(letter) in self._scripts


def _plain(text: str) -> str:
    """Small letters, accents joined to them, compatibility forms and invisible signs undone."""
    if text.isascii():
        return text.lower()
    shown = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", shown).lower())


@cache
def _script(letter: str) -> str:
    """Script of a letter by its Unicode name, such as LATIN, CYRILLIC or HIRAGANA."""
    return unicodedata.name(letter, "?").split()[0]


@cache
def _data() -> dict[str, Any]:
    source = files("hobby_profiles.language").joinpath("data", "writing.json")
    data: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
    return data
