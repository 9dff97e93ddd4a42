"""Terms that name a value of an attribute, found in titles: the longest match wins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

BRAND, NOTHING, UNSAID_OF = "brand", "nothing", "unsaid_of"
"""Rows of the list that are no such value: brands, which open a title; phrases to pass over;
words of categories sold by what is written or tasted, whose titles tell no looks."""

SIZE = "size"
"""Told only where shops write sizes: apart, in brackets or beside this word, as "Small Business" is
none."""

_WORD = re.compile(r"[^\W_]+(?:['’\-&+][^\W_]+)*['’]?")
_NOT_OF_IT = frozenset({"for", "no", "without", "like", "compatible", "fits", "anti"})
"""What follows these words is said of another product, or denied."""
_BACK = 3


@dataclass(frozen=True)
class Found:
    """A term in a title.

    Attributes:
        attribute: Such as colour.
        value: Its value.
        is_marked: Whether it stands where shops write variants: in brackets, or after a comma
            with nothing but such terms.
    """

    attribute: str
    value: str
    is_marked: bool


class TermList:
    """Terms by their words.

    Args:
        terms: attribute, term, value.
    """

    def __init__(self, terms: pd.DataFrame) -> None:
        self._values: dict[tuple[str, ...], list[tuple[str, str]]] = {}
        self.brands: dict[tuple[str, ...], str] = {}
        self._unsaid: dict[tuple[str, ...], str] = {}
        for attribute, term, value in terms[["attribute", "term", "value"]].itertuples(index=False):
            words = tuple(split(str(term)))
            if attribute == BRAND:
                self.brands[words] = str(value)
            elif attribute == UNSAID_OF:
                self._unsaid[words] = str(value)
            else:
                self._values.setdefault(words, []).append((str(attribute), str(value)))
        self._longest = max((len(words) for words in self._values), default=0)

    def says_looks(self, category: str) -> bool:
        """Whether titles of a category may tell looks: not those of books, food, cosmetics."""
        return not self._kinds(category)

    def is_written(self, category: str) -> bool:
        """Whether a category is of books, films and the like, whose titles open with no brand."""
        return "media" in self._kinds(category)

    def _kinds(self, category: str) -> set[str]:
        words = split(category.replace("_", " "))
        runs = (words[start : start + size] for size in (1, 2) for start in range(len(words)))
        return {self._unsaid[tuple(run)] for run in runs if tuple(run) in self._unsaid}

    def find(self, title: str) -> Iterator[Found]:
        """Yield the terms of a title in order, one for each place."""
        for piece, is_bracketed in _pieces(title):
            words = split(piece)
            hits = list(self._matches(words))
            covered = sum(size for _, size, _ in hits)
            is_marked = (is_bracketed or covered == len(words)) and len(words) <= covered + 2
            for start, size, values in hits:
                before = words[max(0, start - _BACK) : start]
                if not is_marked and _NOT_OF_IT.intersection(before):
                    continue
                beside = words[max(0, start - 1) : start + size + 1]
                is_sized = covered == len(words) or SIZE in beside
                for attribute, value in values:
                    if attribute == SIZE and not (is_sized or (is_bracketed and is_marked)):
                        continue
                    if attribute != NOTHING:
                        yield Found(attribute, value, is_marked)

    def _matches(self, words: Sequence[str]) -> Iterator[tuple[int, int, list[tuple[str, str]]]]:
        start = 0
        while start < len(words):
            for size in range(min(self._longest, len(words) - start), 0, -1):
                values = self._values.get(tuple(words[start : start + size]))
                if values:
                    yield start, size, values
                    start += size
                    break
            else:
                start += 1


def split(text: str) -> list[str]:
    """Words of a text in lower case, hyphens and apostrophes inside them kept."""
    return [word.strip("'’").replace("’", "'") for word in _WORD.findall(text.casefold())]


def _pieces(title: str) -> Iterator[tuple[str, bool]]:
    for number, part in enumerate(re.split(r"[(\[（](.*?)(?:[)\]）]|$)", title)):
        is_bracketed = number % 2 == 1
        for place, piece in enumerate(re.split(r"[,;|/]| [-–—] |\+", part)):
            if piece.strip():
                yield piece, is_bracketed or (place > 0 and len(split(piece)) <= 2)
