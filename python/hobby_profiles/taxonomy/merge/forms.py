"""What the pair model knows of one label: its words, their classes, its WordNet senses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property

from hobby_profiles.language.en.lexical import (
    content_words,
    joined_form,
    lemmas,
    normal_form,
    roots,
    words,
)
from hobby_profiles.language.en.thesaurus import Thesaurus
from hobby_profiles.language.en.wordnet import wordnet

_SENSES = 4
"""Rarer senses of a word hardly ever are the hobby that is meant."""
_GENERAL_LEVELS = 3
_ACT_FIELD = 4
_LONGEST_INITIALS = 9

_LIGHT_CLASSES = {
    "make": "making make maker crafting crafter crafts craft work working worker building builder",
    "collect": "collecting collection collector collectible",
    "play": "playing player",
    "grow": "growing grower keeping keeper care caring",
    "own": "owner owning ownership",
    "fan": "lover fan fandom enthusiast enthusiasm buff nerd geek loving",
    "live": "lifestyle living life",
    "": "hobby practice sport activity gear kit supply appreciation session time",
}
"""Words that add little to a label: "pottery making" is pottery. Two labels with words of two
different classes differ though: "card making" is not "card collecting"."""

_COMPOUND_HEADS = frozenset(
    "ball biker biking boarder boarding books boxing brewer brewing builder building burning care "
    "carving climber climbing cooking craft crafter crafting crafts cycling dancing diving feeding "
    "fishing games gaming gamer hunter hunting journaling keeper keeping lettering lifter lifting "
    "loading maker making painting plant plants puzzles racing rider riding sailing schooling "
    "shooting skating skiing spinning surfer surfing trainer training trains turning walker "
    "walking watcher watching weaving work worker working".split()
)
_DIGITS = re.compile(r"\d+|\b(?:ii|iii|iv|vi|vii|viii|ix)\b")


@dataclass(frozen=True)
class LabelForm:
    """A label as the pair model reads it.

    Attributes:
        label: The label as it was given.
        words: Its content words, compounds split ("woodturning" is wood, turning), phrases of the
            thesaurus replaced by the one that stands for them.
        is_rewritten: Whether the thesaurus replaced a phrase.
    """

    label: str
    words: tuple[str, ...]
    is_rewritten: bool

    @cached_property
    def normal(self) -> str:
        """See `lexical.normal_form`; of the words as rewritten by the thesaurus."""
        return normal_form(" ".join(self.words)) if self.words else self.label

    @cached_property
    def joined(self) -> str:
        """See `lexical.joined_form`."""
        return joined_form(self.label)

    @cached_property
    def is_short(self) -> bool:
        """Whether the label is short enough to be the initials of another ("d&d" is d and d)."""
        return len(self.label) <= _LONGEST_INITIALS

    @cached_property
    def digits(self) -> tuple[str, ...]:
        """Numbers in the label."""
        return tuple(_DIGITS.findall(self.label))

    @cached_property
    def synsets(self) -> frozenset[str]:
        """Frequent WordNet senses of the whole label."""
        return phrase_synsets(words(self.label))

    @cached_property
    def general(self) -> frozenset[str]:
        """Senses up to three levels above those of the label."""
        return _general(self.synsets)

    @cached_property
    def light_classes(self) -> frozenset[str]:
        """Classes of its light words that mean something."""
        return frozenset().union(*(light_classes(word) for word in self.words)) - {""}


def label_form(label: str, thesaurus: Thesaurus) -> LabelForm:
    """Read a label; see `LabelForm`."""
    given = content_words(label)
    plain = thesaurus.rewrite(given)
    parts = tuple(part for word in plain for part in _split_compound(word))
    return LabelForm(label, parts, is_rewritten=plain != given)


@cache
def light_classes(word: str) -> frozenset[str]:
    """Classes of light words that a word belongs to, by its roots; empty for other words."""
    return frozenset(_light_roots()[root] for root in roots(word) if root in _light_roots())


@cache
def is_activity(word: str) -> bool:
    """Whether a word is a deed: a verb's -ing form, or first of all an act in WordNet."""
    if word.endswith("ing") and len(word) > 4 and len(lemmas(word)) > 1:
        return True
    nouns = [sense for sense in wordnet().senses.get(word, ()) if sense.startswith("n")]
    return bool(nouns) and wordnet().fields[nouns[0]] == _ACT_FIELD


@cache
def phrase_synsets(parts: tuple[str, ...]) -> frozenset[str]:
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
def word_synsets(word: str) -> frozenset[str]:
    """Frequent WordNet senses of a word and of the words it is derived from or to."""
    senses: frozenset[str] = phrase_synsets((word,))
    return senses.union(*(wordnet().derived.get(sense, ()) for sense in senses))


def synset_relation(left: frozenset[str], right: frozenset[str]) -> str:
    """How the senses of two phrases relate: "same", "general", "different" or "" (not known)."""
    if not left or not right:
        return ""
    if left & right:
        return "same"
    return "general" if _general(left) & right or _general(right) & left else "different"


@cache
def _general(synsets: frozenset[str]) -> frozenset[str]:
    return frozenset(
        above
        for synset in synsets
        for above, steps in wordnet().ancestors(synset, levels=_GENERAL_LEVELS).items()
        if steps
    )


@cache
def _light_roots() -> dict[str, str]:
    return {
        root: name
        for name, members in reversed(_LIGHT_CLASSES.items())
        for word in members.split()
        for root in roots(word)
    }


@cache
def _split_compound(word: str) -> tuple[str, ...]:
    """Split "woodturning" into wood, turning, if what is left is a word of its own."""
    for at in range(3, len(word) - 2):
        first, head = word[:at], word[at:]
        if head in _COMPOUND_HEADS and any(lemma in wordnet().senses for lemma in lemmas(first)):
            return (first, head)
    return (word,)
