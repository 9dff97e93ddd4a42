"""What the words of a catalogue's titles are: heads, brands, counted units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hobby_profiles.keywords.titles import TitleWords
from hobby_profiles.language import pack

_SHORTEST = 3
_LEAST_HEAD_SHARE = 0.12
_COUNTED_SHARE = 0.3
_OPENING_SHARE = 0.5
_BOUND_SHARE = 0.7
FEWEST_TEXTS = 3
"""Texts that a term stands in at least; what is rarer tells nobody anything."""


@dataclass(frozen=True)
class WordTypes:
    """The distinct words of titles; row ``i`` of everything is word ``i``.

    Attributes:
        words: ``V`` words in small letters, sorted.
        is_break: Whether a phrase ends before it: a link ("for"), a number, a single letter.
        is_head: Whether it names things by itself: it often closes a phrase.
        is_brand: Whether it is no word of the language and mostly opens titles.
    """

    words: list[str]
    is_break: NDArray[np.bool_]
    is_head: NDArray[np.bool_]
    is_brand: NDArray[np.bool_]


def term_table(titles: Sequence[str]) -> pd.DataFrame:
    """List the terms of titles: single heads, and pairs of words that end in a head.

    Everything is told from the catalogue itself. A word is a head if it closes phrases ("camping
    stove, large"); one that stands beside numbers ("12 oz", "pack of 6") counts things and names
    none; one that the dictionary lacks and that opens most of its titles is a brand.

    Args:
        titles: ``n`` texts, already readable.

    Returns:
        title (row), term (as it is compared: small letters, singular), written (as it stands);
        one row per place in a title.
    """
    found = TitleWords.of(titles)
    if not found.word:
        return pd.DataFrame({"title": [], "term": [], "written": []}).astype(
            {"title": "int64", "term": "str", "written": "str"}
        )
    words, row = np.unique(np.array(found.word, dtype=object), return_inverse=True)
    place = np.arange(len(row))
    is_number = np.array([any(map(str.isdigit, word)) for word in words])[row]
    links = pack().small_words | pack().linking_words
    is_link = np.array([word in links for word in words])[row]
    is_break = is_number | is_link | np.array([len(word) < _SHORTEST for word in words])[row]
    opens = np.r_[True, found.title[1:] != found.title[:-1]]
    apart = opens | np.r_[True, found.segment[1:] != found.segment[:-1]]
    # A phrase runs until a mark, a link or a number.
    starts = apart | is_break | np.r_[True, is_break[:-1]]
    ends = np.r_[starts[1:], True] & ~is_break
    after_link = np.r_[False, is_link[:-1]] & ~apart
    alone = starts & ends
    types = _types(words.tolist(), row, opens, ends & ~alone, _counts(is_number, is_link, apart),
                   is_break)  # fmt: skip
    head, brand = types.is_head[row], types.is_brand[row]
    single = np.flatnonzero(ends & head & ~brand & ~(alone & after_link))
    second = place[1:][~starts[1:] & ~is_break[1:] & head[1:] & ~brand[1:] & ~brand[:-1]]
    singular = np.array([pack().singular(word) for word in words], dtype=object)
    plain, written = singular[row], words[row]
    before = np.where(starts[second - 1] | brand[second - 2], -1, row[second - 2])
    bound = _bound_word(row[second - 1] * len(words) + row[second], before)
    longer = np.array([words[word] + " " if word >= 0 else "" for word in bound], dtype=object)
    return pd.concat(
        [
            pd.DataFrame(
                {"title": found.title[single], "term": plain[single], "written": written[single]}
            ),
            pd.DataFrame(
                {
                    "title": found.title[second],
                    "term": longer + written[second - 1] + " " + plain[second],
                    "written": longer + written[second - 1] + " " + written[second],
                }
            ),
        ],
        ignore_index=True,
    )


def _bound_word(pair: NDArray[np.int64], before: NDArray[np.int64]) -> NDArray[np.int64]:
    """The word that nearly always stands before a pair ("sugar" before "free syrup"), or -1."""
    places = pd.DataFrame({"pair": pair, "before": before})
    uses = places.groupby(["pair", "before"]).size().reset_index(name="count")
    uses["share"] = uses["count"] / uses.groupby("pair")["count"].transform("sum")
    bound = uses[(uses["share"] >= _BOUND_SHARE) & (uses["count"] >= FEWEST_TEXTS)]
    found = places["pair"].map(bound.set_index("pair")["before"]).fillna(-1)
    return found.to_numpy(dtype=np.int64)


def _counts(
    is_number: NDArray[np.bool_], is_link: NDArray[np.bool_], apart: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Which places stand beside a number: "12 oz", "pack of 6"."""
    before = np.r_[False, is_number[:-1]]
    after_link = np.r_[is_link[1:], False] & np.r_[is_number, False, False][2:]
    return np.asarray(before | after_link, dtype=bool)


def _types(
    words: list[str],
    row: NDArray[np.int64],
    opens: NDArray[np.bool_],
    closes: NDArray[np.bool_],
    counts: NDArray[np.bool_],
    is_break: NDArray[np.bool_],
) -> WordTypes:
    uses = np.bincount(row, minlength=len(words))

    def share(places: NDArray[np.bool_]) -> NDArray[np.float64]:
        return np.asarray(np.bincount(row, places, len(words)) / uses, dtype=np.float64)

    # A rare word makes no term, so nobody need look it up.
    common = np.array(
        [
            use >= FEWEST_TEXTS and pack().is_common_word(pack().singular(word))
            for word, use in zip(words, uses, strict=True)
        ]
    )
    return WordTypes(
        words,
        share(is_break) > 0,
        common & (share(closes) >= _LEAST_HEAD_SHARE) & (share(counts) < _COUNTED_SHARE),
        ~common & (share(opens) >= _OPENING_SHARE),
    )
