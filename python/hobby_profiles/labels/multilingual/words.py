"""Words of goods in other languages, and the hobbies that they tell of."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from hobby_profiles.labels.sensitive.patterns import Term, TermFinder, read_term
from hobby_profiles.language.guess import LANGUAGES

_RELEVANCE = (0.92, 0.78)
"""Chance that the first and the second label of a word is right: .90 and .73 were on 150 titles
written without sight of the words (``tests/evaluation/gold/multilingual_rare``)."""

_ANIMALS = frozenset(
    {"cage birds", "cats", "dinosaurs", "dogs", "horse riding", "rabbits and rodents", "reptiles"}
)
"""Meanings of terms whose animal may be a motif only: a rabbit to crochet."""

_WITH_MOTIFS = frozenset(
    {
        "amigurumi",
        "baking",
        "birthday parties",
        "cake decorating",
        "children's books",
        "coloring",
        "cookie decorating",
        "costume parties",
        "crochet",
        "cross stitch",
        "diamond painting",
        "drawing",
        "dressing up",
        "embroidery",
        "felting",
        "jigsaw puzzles",
        "kids crafts",
        "knitting",
        "lego building",
        "nail art",
        "needlework",
        "paint by numbers",
        "painting",
        "reading",
        "rug making",
        "scrapbooking",
        "sewing",
        "sticker collecting",
    }
)
"""Hobbies whose goods show a motif."""


@dataclass(frozen=True)
class WordLabel:
    """A label that a word tells of.

    Attributes:
        label: The label, in English.
        relevance: Probability that it is right.
        term: The term that was found, in the notation of `read_term`.
        meaning: What the term means in English.
    """

    label: str
    relevance: float
    term: str
    meaning: str


class HobbyWords:
    """Finds words of goods in texts of one language."""

    def __init__(self, rows: Sequence[tuple[str, str, str]]) -> None:
        """Compile the words.

        Args:
            rows: Term in the notation of `read_term`, meaning in English, labels parted by ``;``,
                the most specific first; none for an everyday thing that tells of no hobby.
        """
        self._finder = TermFinder([read_term(term, "") for term, _, _ in rows])
        self._meaning = {term: (meaning, labels) for term, meaning, labels in rows}

    def count(self, words: Sequence[str]) -> int:
        """Count the terms that stand in a text, see `folded_words`."""
        return len(self._finder.find(words))

    def is_everyday(self, words: Sequence[str], category: Sequence[str] = ()) -> bool:
        """Tell whether a text is of an everyday thing, and its category of no hobby.

        Args:
            words: What `folded_words` returns.
            category: The words of them that are the category's.
        """
        return self._is_everyday(self._told(words), category)

    def labels(
        self, words: Sequence[str], most: int, category: Sequence[str] = ()
    ) -> list[WordLabel]:
        """Tell the hobbies of a text.

        Args:
            words: What `folded_words` returns.
            most: Most labels.
            category: The words of them that are the category's.

        Returns:
            The first label of each term found, then the second ones; nothing if an everyday thing
            is among them, unless the category tells of a hobby: a lamp among the terrariums.
        """
        found = self._told(words)
        if self._is_everyday(found, category):
            return []
        chosen: dict[str, WordLabel] = {}
        for place, relevance in enumerate(_RELEVANCE):
            for term, meaning, labels in found:
                label = [*labels.split(";"), "", ""][place]
                if label and label not in chosen:
                    chosen[label] = WordLabel(label, relevance, term, meaning)
        return list(chosen.values())[:most]

    def _is_everyday(self, found: list[tuple[str, str, str]], category: Sequence[str]) -> bool:
        return any(not labels for _, _, labels in found) and not any(
            labels for _, _, labels in self._told(category)
        )

    def _told(self, words: Sequence[str]) -> list[tuple[str, str, str]]:
        """The terms that stand in a text, each with its meaning and its labels.

        A term within a more specific one is not told (an album within an album & coins), nor is an
        animal on goods that show a motif.
        """
        found = [
            (term, frozenset(step for place in places for step in range(*place)))
            for term, places in self._finder.find(words)
        ]
        told = [
            (term.text, *self._meaning[term.text])
            for term, steps in found
            if not any(_is_within(term, steps, *other) for other in found)
        ]
        if _WITH_MOTIFS.isdisjoint(labels.split(";")[0] for _, _, labels in told):
            return told
        return [row for row in told if row[1] not in _ANIMALS]


def _is_within(term: Term, steps: frozenset[int], other: Term, others: frozenset[int]) -> bool:
    """Whether another term says more of the same words: by more words, or by a longer word."""
    if steps == others:
        bare, longer = term.text.strip("*"), other.text.strip("*")
        return len(bare) < len(longer) and longer.startswith(bare)
    return steps < others


@cache
def hobby_words() -> dict[str, HobbyWords]:
    """The words that ship, by language."""
    source = files("hobby_profiles.labels.multilingual").joinpath("data", "hobby_words.csv")
    rows = list(csv.DictReader(source.read_text(encoding="utf-8").splitlines()))
    return {
        language: HobbyWords(
            [
                (row["term"], row["english"], row["labels"])
                for row in rows
                if row["language"] == language
            ]
        )
        for language in LANGUAGES
    }
