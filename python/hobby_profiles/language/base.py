"""What a language has to know so that labels and titles in it can be compared and written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from hobby_profiles.language.thesaurus import Thesaurus


class LanguagePack(Protocol):
    """One language; every method gives the same answer for the same input, in any order."""

    @property
    def code(self) -> str:
        """ISO 639-1 code."""
        ...

    @property
    def small_words(self) -> frozenset[str]:
        """Articles, prepositions, conjunctions: written small inside names."""
        ...

    @property
    def linking_words(self) -> frozenset[str]:
        """Words of a label that say nothing of what the hobby is, pronouns included."""
        ...

    @property
    def joining_words(self) -> frozenset[str]:
        """Ways to write "and"."""
        ...

    @property
    def describing_words(self) -> frozenset[str]:
        """What a name is of ("fandom", "movies"): it follows the name and is no part of it."""
        ...

    @property
    def weak_heads(self) -> frozenset[str]:
        """Last words of labels that say too little without what stands before them."""
        ...

    @property
    def plural_abbreviations(self) -> frozenset[str]:
        """Abbreviations that have a plural ("cds"), in lower case."""
        ...

    @property
    def abbreviations(self) -> frozenset[str]:
        """Words that are written in capitals, in lower case."""
        ...

    @property
    def first_abbreviations(self) -> frozenset[str]:
        """Abbreviations only as the first word of a name ("US history", but "last of us")."""
        ...

    def words(self, text: str) -> tuple[str, ...]:
        """Words of a text: lower case, one spelling, no accents, no possessive endings."""
        ...

    def content_words(self, text: str) -> tuple[str, ...]:
        """Words without linking words; all of them if nothing else is left."""
        ...

    def plain_words(self, text: str) -> tuple[str, ...]:
        """Words without plural endings, otherwise as they stand."""
        ...

    def title_stems(self, text: str) -> frozenset[str]:
        """Stems of a title's words of two letters or more, without small words."""
        ...

    def stem(self, word: str) -> str:
        """The stem that the inflected forms of a word share."""
        ...

    def singular(self, word: str) -> str:
        """A word without its plural ending."""
        ...

    def lemmas(self, word: str) -> tuple[str, ...]:
        """Dictionary forms of a word, itself included."""
        ...

    def roots(self, word: str) -> frozenset[str]:
        """What a word shares with its doer and its deed ("cyclist", "cycling")."""
        ...

    def normal_form(self, label: str) -> str:
        """A label without inflection, word order, hyphens and spelling variants."""
        ...

    def joined_form(self, label: str) -> str:
        """A label as one word without its ending ("woodcarving" is "wood carvings")."""
        ...

    def split_compound(self, word: str) -> tuple[str, ...]:
        """Words that a compound is made of, or the word alone."""
        ...

    def light_classes(self, word: str) -> frozenset[str]:
        """Classes of a word that adds little to a label ("make", "collect"); "" says nothing."""
        ...

    def is_activity(self, word: str) -> bool:
        """Whether a word is a deed."""
        ...

    def is_goods(self, word: str) -> bool:
        """Whether a word is first of all a kind of goods: a toy, clothing, jewelry, a candle."""
        ...

    def is_food(self, word: str) -> bool:
        """Whether a word is first of all something to eat or drink."""
        ...

    def is_artifact(self, word: str) -> bool:
        """Whether a word may mean a thing that is made."""
        ...

    def is_common_word(self, word: str) -> bool:
        """Whether a word is a noun or verb that is no name."""
        ...

    def is_name(self, label: str) -> bool:
        """Whether a whole label is a proper name ("the carpenters")."""
        ...

    def proper_names(self) -> Mapping[str, str]:
        """Known proper names: lower case to written form."""
        ...

    def phrase_senses(self, parts: tuple[str, ...]) -> frozenset[str]:
        """Frequent senses of a phrase."""
        ...

    def word_senses(self, word: str) -> frozenset[str]:
        """Frequent senses of a word and of the words it is derived from or to."""
        ...

    def sense_relation(self, left: frozenset[str], right: frozenset[str]) -> str:
        """How senses relate: "same", "general", "different" or "" (not known)."""
        ...

    def thesaurus(self) -> Thesaurus:
        """Phrases that mean the same."""
        ...
