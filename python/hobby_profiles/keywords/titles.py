"""Titles as flat arrays of words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_WORD = re.compile(r"[^\W_](?:[\w'’.&-]*[^\W_])?")
_MOST_WORDS = 30


@dataclass(frozen=True)
class TitleWords:
    """The first 30 words of ``n`` titles, one after the other: ``W`` words.

    Attributes:
        word: (W,) each word in small letters.
        title: (W,) row of its title.
        segment: (W,) number of the stretch between marks in its title.
    """

    word: list[str]
    title: NDArray[np.int64]
    segment: NDArray[np.int64]

    @classmethod
    def of(cls, titles: Sequence[str]) -> TitleWords:
        """Read titles."""
        words: list[str] = []
        segments: list[int] = []
        sizes = []
        for text in titles:
            number, end, begun = 0, 0, len(words)
            for match in _WORD.finditer(text):
                number += bool(text[end : match.start()].strip())
                words.append(match.group().casefold().replace("’", "'"))
                segments.append(number)
                end = match.end()
                if len(words) - begun == _MOST_WORDS:
                    break
            sizes.append(len(words) - begun)
        rows = np.repeat(np.arange(len(titles)), sizes)
        return cls(words, rows, np.array(segments, dtype=np.int64))
