"""Senses of English words and phrases, by WordNet: same, more general, different; deeds."""

from __future__ import annotations

from functools import cache

from hobby_profiles.language.en.classes import COMPOUND_HEADS, LIGHT_CLASSES, NOT_LIGHT
from hobby_profiles.language.en.lexical import lemmas, roots
from hobby_profiles.language.en.wordnet import wordnet

_SENSES = 4
"""Rarer senses of a word hardly ever are the hobby that is meant."""
_GENERAL_LEVELS = 3
_ACT_FIELD = 4
_ARTIFACT_FIELD = 6
_FOOD_FIELD = 13
_GOODS = ("plaything", "clothing", "footwear", "jewelry", "cosmetic", "toiletry", "candle", "lamp")
_GOODS_LEVELS = 6


@cache
def light_classes(word: str) -> frozenset[str]:
    """Classes of light words that a word belongs to, by its roots; empty for other words."""
    if word in NOT_LIGHT:
        return frozenset()
    return frozenset(_light_roots()[root] for root in roots(word) if root in _light_roots())


@cache
def is_activity(word: str) -> bool:
    """Whether a word is a deed: a verb's -ing form, or first of all an act in WordNet."""
    if word.endswith("ing") and len(word) > 4 and len(lemmas(word)) > 1:
        return True
    nouns = [sense for sense in wordnet().senses.get(word, ()) if sense.startswith("n")]
    return bool(nouns) and wordnet().fields[nouns[0]] == _ACT_FIELD


@cache
def is_goods(word: str) -> bool:
    """Whether a word's first sense is a toy, clothing, jewelry, a cosmetic, a candle or a lamp."""
    nouns = _nouns(word)
    goods = {
        sense
        for name in _GOODS
        for sense in _nouns(name)
        if wordnet().fields[sense] == _ARTIFACT_FIELD
    }
    return bool(nouns) and not goods.isdisjoint(wordnet().ancestors(nouns[0], levels=_GOODS_LEVELS))


@cache
def is_food(word: str) -> bool:
    """Whether a word's first sense is something to eat or drink."""
    nouns = _nouns(word)
    return bool(nouns) and wordnet().fields[nouns[0]] == _FOOD_FIELD


@cache
def is_artifact(word: str) -> bool:
    """Whether a frequent sense of a word is a thing that is made."""
    return any(wordnet().fields[sense] == _ARTIFACT_FIELD for sense in _nouns(word)[:_SENSES])


def _nouns(word: str) -> list[str]:
    """Senses of a word, or of its first dictionary form that has any, as a noun."""
    for form in (word, *lemmas(word)):
        found = [sense for sense in wordnet().senses.get(form, ()) if sense.startswith("n")]
        if found:
            return found
    return []


@cache
def phrase_senses(parts: tuple[str, ...]) -> frozenset[str]:
    """Frequent WordNet senses of a phrase, its last word also in dictionary form."""
    if not parts:
        return frozenset()
    forms = {" ".join(parts), "".join(parts)}
    forms |= {" ".join((*parts[:-1], lemma)) for lemma in lemmas(parts[-1])}
    senses = wordnet().senses
    found = frozenset(sense for form in forms for sense in senses.get(form, ())[:_SENSES])
    nouns = frozenset(sense for sense in found if sense.startswith("n"))
    # "To father" and "to mother" share a sense as verbs; what is a noun is meant as one.
    return nouns or found


@cache
def word_senses(word: str) -> frozenset[str]:
    """Frequent WordNet senses of a word and of the words it is derived from or to."""
    senses: frozenset[str] = phrase_senses((word,))
    return senses.union(*(wordnet().derived.get(sense, ()) for sense in senses))


def sense_relation(left: frozenset[str], right: frozenset[str]) -> str:
    """How the senses of two phrases relate: "same", "general", "different" or "" (not known)."""
    if not left or not right:
        return ""
    if left & right:
        return "same"
    return "general" if _general(left) & right or _general(right) & left else "different"


@cache
def split_compound(word: str) -> tuple[str, ...]:
    """Split "woodturning" into wood, turning, if what is left is a word of its own."""
    for at in range(3, len(word) - 2):
        first, head = word[:at], word[at:]
        if head in COMPOUND_HEADS and any(lemma in wordnet().senses for lemma in lemmas(first)):
            return (first, head)
    return (word,)


@cache
def _general(senses: frozenset[str]) -> frozenset[str]:
    return frozenset(
        above
        for sense in senses
        for above, steps in wordnet().ancestors(sense, levels=_GENERAL_LEVELS).items()
        if steps
    )


@cache
def _light_roots() -> dict[str, str]:
    return {
        root: name
        for name, members in reversed(LIGHT_CLASSES.items())
        for word in members.split()
        for root in roots(word)
    }
