"""Titles as flat arrays of words, and the phrases in them that could be names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_WORD = re.compile(r"[^\W_](?:[\w'’.&-]*[^\W_])?")
_MOST_WORDS = 30
START, END, MARK = "<start>", "<end>", "<mark>"
"""What stands in the place of a neighbouring word at the ends of a title or beside a mark."""


@dataclass(frozen=True)
class TitleWords:
    """The first 30 words of ``n`` titles, one after the other: ``W`` words.

    Attributes:
        written: (W,) each word as written.
        word: (W,) each word in small letters.
        title: (W,) row of its title.
        segment: (W,) number of the stretch between marks in its title.
        in_brackets: (W,) whether it stands in brackets.
        is_large: (W,) whether it begins with a capital or a digit.
        first: (n + 1,) place of each title's first word; the last one is ``W``.
    """

    written: list[str]
    word: list[str]
    title: NDArray[np.int64]
    segment: NDArray[np.int64]
    in_brackets: NDArray[np.bool_]
    is_large: NDArray[np.bool_]
    first: NDArray[np.int64]

    @classmethod
    def of(cls, titles: Sequence[str]) -> TitleWords:
        """Read titles."""
        written: list[str] = []
        segments: list[int] = []
        brackets: list[bool] = []
        first = [0]
        for text in titles:
            number, end, depth = 0, 0, 0
            for match in _WORD.finditer(text):
                gap = text[end : match.start()]
                depth = max(0, depth + sum(map(gap.count, "([")) - sum(map(gap.count, ")]")))
                number += bool(gap.strip())
                written.append(match.group())
                segments.append(number)
                brackets.append(depth > 0)
                end = match.end()
                if len(written) - first[-1] == _MOST_WORDS:
                    break
            first.append(len(written))
        sizes = np.diff(first)
        return cls(
            written,
            [word.casefold().replace("’", "'") for word in written],
            np.repeat(np.arange(len(titles)), sizes),
            np.array(segments, dtype=np.int64),
            np.array(brackets, dtype=bool),
            np.array([word[0].isupper() or word[0].isdigit() for word in written], dtype=bool),
            np.array(first, dtype=np.int64),
        )

    def ids(self, row_of: Mapping[str, int]) -> NDArray[np.int64]:
        """Rows of the words in a table, -1 for one that it lacks."""
        return np.array([row_of.get(word, -1) for word in self.word], dtype=np.int64)

    def phrases(self, words: int) -> NDArray[np.int64]:
        """Places where a phrase of so many words starts that could be a name.

        No mark stands within it, and neither its first nor its last word is written small.
        """
        start = np.arange(max(len(self.word) - words + 1, 0))
        stop = start + words - 1
        together = self.title[start] == self.title[stop]
        together &= self.segment[start] == self.segment[stop]
        return np.asarray(start[together & self.is_large[start] & self.is_large[stop]])

    def text(self, start: int, words: int) -> str:
        """A phrase in small letters."""
        return " ".join(self.word[start : start + words])

    def neighbours(
        self,
        start: NDArray[np.int64],
        words: int,
        ids: NDArray[np.int64],
        row_of: Mapping[str, int],
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Rows of the words before and after phrases, or of what stands in their place."""
        before, after = np.maximum(start - 1, 0), np.minimum(start + words, len(self.word) - 1)
        row, segment = self.title[start], self.segment[start]
        begins, ends = start == self.first[row], start + words == self.first[row + 1]
        return (
            np.where(
                begins,
                row_of[START],
                np.where(self.segment[before] != segment, row_of[MARK], ids[before]),
            ),
            np.where(
                ends,
                row_of[END],
                np.where(self.segment[after] != segment, row_of[MARK], ids[after]),
            ),
        )
