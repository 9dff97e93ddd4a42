"""Terms of a reviewed list, compiled: where they stand in a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from hobby_profiles.language import pack
from hobby_profiles.language.folding import folded_words

Place = tuple[int, int]

_ANY_ENDING = "*"
_BOTH = "&"
_KNOWN_WORDS = 200_000


@dataclass(frozen=True)
class Term:
    """One row of the list.

    Attributes:
        text: The term as it is written.
        topic: What it touches.
        phrases: Word patterns that stand side by side; more than one phrase must all occur
            somewhere in the text.
    """

    text: str
    topic: str
    phrases: tuple[tuple[str, ...], ...]


def read_term(text: str, topic: str) -> Term:
    """Read the notation of the list.

    Args:
        text: Words as they stand side by side. ``schwanger*`` is every word that begins so,
            ``*bibel`` every word that ends so, ``*kommunion*`` every word that holds it;
            ``walker & senior`` wants both, anywhere in the text.
        topic: What the term touches.

    Returns:
        The term; without phrases if the text has no word.
    """
    parts = [_pattern_words(part) for part in text.split(_BOTH)]
    return Term(text, topic, tuple(part for part in parts if part))


def _pattern_words(text: str) -> tuple[str, ...]:
    """Folded words, each with the stars it had."""
    words: list[str] = []
    for piece in text.split():
        bare = folded_words(piece)
        if not bare:
            continue
        starred = [*bare]
        if piece.startswith(_ANY_ENDING):
            starred[0] = _ANY_ENDING + starred[0]
        if piece.endswith(_ANY_ENDING):
            starred[-1] += _ANY_ENDING
        words += starred
    return tuple(words)


@dataclass
class _Vocabulary:
    """Which word patterns a word meets."""

    whole: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    starts: dict[str, str] = field(default_factory=dict)
    ends: dict[str, str] = field(default_factory=dict)
    inside: list[tuple[str, str]] = field(default_factory=list)

    def add(self, pattern: str) -> None:
        bare = pattern.strip(_ANY_ENDING)
        opens, closes = pattern.startswith(_ANY_ENDING), pattern.endswith(_ANY_ENDING)
        if opens and closes:
            if (bare, pattern) not in self.inside:
                self.inside.append((bare, pattern))
        elif closes:
            self.starts[bare] = pattern
        elif opens:
            self.ends[bare] = pattern
        else:
            self.whole[bare].add(pattern)

    def patterns_of(self, word: str) -> frozenset[str]:
        """Patterns that the word meets: as it is written, and as an English singular."""
        found: set[str] = set()
        for form in {word, *pack().plain_words(word)}:
            found |= self.whole.get(form, set())
        for length in range(1, len(word) + 1):
            if word[:length] in self.starts:
                found.add(self.starts[word[:length]])
            if word[-length:] in self.ends:
                found.add(self.ends[word[-length:]])
        found.update(pattern for part, pattern in self.inside if part in word)
        return frozenset(found)


class TermFinder:
    """Finds the terms of a list in texts."""

    def __init__(self, terms: Iterable[Term]) -> None:
        """Compile the terms.

        Args:
            terms: What `read_term` returns; one without phrases is never found.
        """
        vocabulary = _Vocabulary()
        self._by_head: dict[str, list[tuple[Term, int]]] = defaultdict(list)
        for term in sorted({term for term in terms if term.phrases}, key=lambda term: term.text):
            for number, phrase in enumerate(term.phrases):
                self._by_head[phrase[0]].append((term, number))
                for pattern in phrase:
                    vocabulary.add(pattern)
        self._patterns_of = lru_cache(_KNOWN_WORDS)(vocabulary.patterns_of)
        self._begun_by = lru_cache(_KNOWN_WORDS)(self._begun)

    def _begun(self, word: str) -> tuple[tuple[Term, int], ...]:
        """Phrases (term, number of its phrase) that a word may begin."""
        heads = self._patterns_of(word)
        return tuple(begun for head in sorted(heads) for begun in self._by_head.get(head, ()))

    def find(self, words: Sequence[str]) -> list[tuple[Term, list[Place]]]:
        """Find the terms of a text.

        Args:
            words: What `folded_words` returns.

        Returns:
            Each term found, with the places (start, end) of its phrases, by the text of the term.
        """
        places: dict[Term, dict[int, list[Place]]] = {}
        for start, word in enumerate(words):
            for term, number in self._begun_by(word):
                phrase = term.phrases[number]
                end = start + len(phrase)
                if end <= len(words) and all(
                    pattern in self._patterns_of(words[start + step])
                    for step, pattern in enumerate(phrase[1:], start=1)
                ):
                    places.setdefault(term, {}).setdefault(number, []).append((start, end))
        found = [
            (term, sorted(place for some in by_phrase.values() for place in some))
            for term, by_phrase in places.items()
            if len(by_phrase) == len(term.phrases)
        ]
        return sorted(found, key=lambda pair: pair[0].text)
