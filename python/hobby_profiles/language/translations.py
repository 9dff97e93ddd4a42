"""Names of hobbies in other languages, read as English ones.

The names in ``data/hobby_names.csv`` were translated by a language model.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files

from hobby_profiles.language import pack
from hobby_profiles.language.folding import folded_words
from hobby_profiles.language.guess import LANGUAGES

_STEMMERS = {
    "pl": "polish",
    "de": "german",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "nl": "dutch",
    "pt": "portuguese",
}

_SMALL_WORDS = frozenset(
    "i z w na do po und mit der die das de la el los las y en a le les du des et l d di da del "
    "della il lo e van het een met o os as do dos".split()
)
_POLISH_FORMS = (
    (re.compile(r"(?<=\w{2})ek$"), "k"),
    (re.compile(r"(?<=\w{4})u$"), ""),
    (re.compile(r"^(\w{2})[aeiy]$"), r"\1"),
)
"""Endings that the stemmer leaves: "planszówek" is a form of "planszówki", "statku" of "statki",
"gry" of "gra"."""

Key = tuple[str, ...]


def english_labels(labels: Iterable[str]) -> dict[str, str]:
    """Read labels in Polish, German, Spanish, French, Italian, Dutch or Portuguese as English.

    A label that is a known name of a hobby, as it is written or but for inflection and accents, is
    read as that hobby. Among the others, labels of equal stems in one of the languages ("lalki
    szmaciane", "lalka szmaciana") are read as the first of them in the alphabet.

    Args:
        labels: Labels in any of the languages, English too, in any order.

    Returns:
        What each label is read as; itself if nothing is known of it.
    """
    distinct = sorted(set(labels))
    known = {label: _known(label) for label in distinct}
    rest = [label for label in distinct if known[label] is None]
    groups: dict[tuple[str, Key], list[str]] = defaultdict(list)
    for label in rest:
        for language in LANGUAGES:
            if key := _stems(label, language):
                groups[language, key].append(label)
    found = {label: name for label, name in known.items() if name is not None}
    for (language, _), some in groups.items():
        if len(some) > 1 and _is_of(language, some):
            for label in some:
                found[label] = min(found.get(label, label), some[0])
    return {label: found.get(label, label) for label in distinct}


def _known(label: str) -> str | None:
    """English name of a hobby, by its words as they stand, else by stems that mean one thing.

    Stems do not speak for a label of English words: "angels" is no form of "Angeln".
    """
    whole, stemmed, english = _names()
    words = folded_words(label)
    if words in english:
        return label
    if words in whole:
        return whole[words]
    if all(pack().is_common_word(word) for word in words):
        return None
    meant = {
        name
        for language in LANGUAGES
        for name in stemmed.get((language, _stems(label, language)), ())
    }
    return meant.pop() if len(meant) == 1 else None


def _is_of(language: str, labels: list[str]) -> bool:
    """Whether labels may be of a language: by a word of a name, an accent, or no English word."""
    known, is_english = _words()[language], pack().is_common_word
    words = {word for label in labels for word in folded_words(label)}
    if not words.isdisjoint(known) or not "".join(labels).isascii():
        return True
    return not any(is_english(word) for word in words)


@lru_cache(100_000)
def _stems(label: str, language: str) -> Key:
    """Stems of a label's words without accents, without small words unless there is no other."""
    words = re.findall(r"\w+", label.casefold())
    words = [word for word in words if word not in _SMALL_WORDS] or words
    return tuple(" ".join(folded_words(_stem(word, language))) for word in words)


def _stem(word: str, language: str) -> str:
    """The stem of a word, unless half of the word would go ("kawały" is no form of "kawa")."""
    stem: str = _stemmer(language).stemWord(word)
    if language == "pl":
        for ending, short in _POLISH_FORMS:
            stem = ending.sub(short, stem)
    return stem if 2 * len(stem) > len(word) else word


@cache
def _rows() -> list[tuple[str, str, str]]:
    """English name, language, name in that language."""
    source = files("hobby_profiles.language").joinpath("data", "hobby_names.csv")
    rows = csv.DictReader(source.read_text(encoding="utf-8").splitlines())
    return [
        (row["english"], row["language"], name) for row in rows for name in row["names"].split("|")
    ]


@cache
def _names() -> tuple[dict[Key, str], dict[tuple[str, Key], set[str]], frozenset[Key]]:
    """Names by their words, names by their stems in a language, and the English ones' words."""
    meanings: dict[Key, set[str]] = defaultdict(set)
    stemmed: dict[tuple[str, Key], set[str]] = defaultdict(set)
    for english, language, name in _rows():
        meanings[folded_words(name)].add(english)
        stemmed[language, _stems(name, language)].add(english)
    whole = {words: next(iter(some)) for words, some in meanings.items() if len(some) == 1}
    return whole, dict(stemmed), frozenset(folded_words(english) for english, _, _ in _rows())


@cache
def _words() -> dict[str, frozenset[str]]:
    """Words of the names in each language that are no words of an English name."""
    english = {word for name, _, _ in _rows() for word in folded_words(name)}
    found: dict[str, set[str]] = defaultdict(set)
    for _, language, name in _rows():
        found[language].update(folded_words(name))
    return {language: frozenset(words - english) for language, words in found.items()}


@cache
def _stemmer(language: str):  # type: ignore[no-untyped-def]  # snowballstemmer has no types
    import snowballstemmer

    return snowballstemmer.stemmer(_STEMMERS[language])
