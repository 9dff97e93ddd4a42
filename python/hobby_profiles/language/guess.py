"""In which of a few languages a short text is: by letters, small words and words of goods."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from hobby_profiles.language.folding import folded_words

LANGUAGES = ("de", "es", "fr", "it", "nl", "pl", "pt")
"""ISO 639-1 codes of the languages beside English whose texts can get labels."""

ENGLISH = "en"

_OWN_LETTERS = {
    "de": "äöüß",
    "es": "ñ¿¡",
    "fr": "èêëîïûœæ",
    "it": "ìò",
    "pl": "ąćęłńśźż",
    "pt": "ãõ",
}
_OWN_LETTER_POINTS = 2.0
_SMALL_WORD_POINTS = 1.0
_KNOWN_WORD_POINTS = 2.0
_ACCENT_POINTS = 0.5
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True)
class Guess:
    """What a text speaks for.

    Attributes:
        languages: The languages that most speaks for, sorted; ``("en",)`` for an English text.
    """

    languages: tuple[str, ...]

    @property
    def is_english(self) -> bool:
        """Whether the text is to be read as English."""
        return self.languages == (ENGLISH,)


def guess_language(
    text: str, *, english_words: Collection[str], known_words: Mapping[str, int]
) -> Guess:
    """Guess the language of a title.

    A title is a dozen words without a sentence, so no single sign decides: each letter that one
    language alone has counts 2, each of its small words 1, each word of goods in it 2; for English
    count its small words, and every word that English titles have. English wins a tie, as brands
    and loan words stand in every language's titles.

    Args:
        text: A title, its category with it.
        english_words: Words of English titles, folded.
        known_words: How many of the text's terms are words of goods, by language.

    Returns:
        The language, or the few that share the most points.
    """
    lowered = unicodedata.normalize("NFKC", text).lower()
    letters = set(lowered)
    words = folded_words(text)
    points = {
        code: _OWN_LETTER_POINTS * len(letters & set(_OWN_LETTERS.get(code, "")))
        + _SMALL_WORD_POINTS * sum(word in _small_words()[code] for word in words)
        + _KNOWN_WORD_POINTS * known_words.get(code, 0)
        + _ACCENT_POINTS * any(letter in "áàâéíóôúç" for letter in letters)
        for code in LANGUAGES
    }
    real = [word for word in words if _WORD.fullmatch(word)]
    english = sum(word in _small_words()[ENGLISH] for word in words)
    share = sum(word in english_words for word in real) / max(len(real), 1)
    english_points = english + share * len(real) / 2
    most = max(points.values())
    if most <= english_points and share >= _LEAST_ENGLISH_SHARE:
        return Guess((ENGLISH,))
    if most == 0:
        return Guess((ENGLISH,) if share >= _LEAST_ENGLISH_SHARE or not real else LANGUAGES)
    return Guess(tuple(code for code in LANGUAGES if points[code] == most))


_LEAST_ENGLISH_SHARE = 0.5
"""Of the longer words of an English title, so many at least stand in other English titles."""


@cache
def _small_words() -> Mapping[str, frozenset[str]]:
    source = files("hobby_profiles.language").joinpath("data", "stop_words.json")
    lists: dict[str, list[str]] = json.loads(source.read_text(encoding="utf-8"))
    return {
        code: frozenset(word for entry in words for word in folded_words(entry))
        for code, words in lists.items()
    }
