"""Brands of titles whose product carries none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from hobby_profiles.attributes.terms import split
from hobby_profiles.language import pack

_LONGEST = 4
_FEWEST_TITLES = 3
_OPENING_SHARE = 0.6
_KNOWN_TITLES, _KNOWN_SHARE = 4, 0.8
_FIRMLY_JOINED = 0.9
_TITLES_OF_PEOPLE = frozenset({"dr", "mr", "mrs", "st", "uncle", "aunt"})
_END = re.compile(r"\s[-–—|]\s|[,;:(\[|]")
_MAKER = re.compile(r"\bby (?:the makers of )?((?:[A-Z][\w'’&.-]*\s?){1,3})")
_CAPITALS = re.compile(r"[,|-] ([A-Z]{5,}) ")


class BrandReader:
    """Tells the brand of a title, the surest of four signs first.

    A brand of the list; words that open at least three titles and stand nearly nowhere else, not
    all of them words of the language, or in nearly all their places; a maker named by "by"; a
    single word, or words in capitals, that the language does not know and no title has elsewhere.
    Where a shop writes most titles in capitals a name cannot be told from a word, and only the
    list counts.

    Args:
        titles: All titles of the catalogue that may have a brand.
        listed: Brands that are known, as they are to be written, by their words.
    """

    def __init__(self, titles: Sequence[str], listed: Mapping[tuple[str, ...], str]) -> None:
        self._listed = listed
        self._openings: Counter[tuple[str, ...]] = Counter()
        self._places: Counter[tuple[str, ...]] = Counter()
        for title in titles:
            words = split(title)
            for size in range(1, min(_LONGEST, len(words)) + 1):
                self._openings[tuple(words[:size])] += 1
            runs = (
                words[start : start + size] for size in (1, 2, 3) for start in range(len(words))
            )
            self._places.update(tuple(run) for run in runs)
        self._reads_case = sum(title.isupper() for title in titles) * 2 < len(titles)

    def read(self, title: str) -> tuple[str, float] | None:
        """Return the brand as it is written and how sure that is, 0 to 1, or None."""
        opening = _END.split(title, maxsplit=1)[0].split()
        words = [split(word) for word in opening]
        runs = [_run(words, size) for size in range(1, min(_LONGEST, len(opening)) + 1)]
        for run in reversed(runs):
            if run in self._listed:
                return self._listed[run], 0.95
        if not self._reads_case:
            return None
        size = self._opens(runs, opening)
        if size:
            return _written(opening[:size]), 0.9
        maker = _MAKER.search(title)
        if maker and not all(self._is_known(word) for word in split(maker[1])):
            return _written(maker[1].split()), 0.8
        return self._new_word(runs, opening, title)

    def _opens(self, runs: Sequence[tuple[str, ...]], opening: Sequence[str]) -> int:
        """Number of words that are the name; 0 for none."""
        found = 0
        for size, run in enumerate(runs[:3], start=1):
            count, places = self._openings[run], self._places[run]
            if not run or run[0].isdigit() or count < _FEWEST_TITLES:
                break
            if found:
                if count < _FIRMLY_JOINED * self._openings[runs[found - 1]] or count < 5:
                    break
            elif not self._is_name(run, count / max(places, 1), count, opening[:size]):
                continue
            if run[-1] not in pack().small_words:
                found = size
        return found

    def _is_name(
        self, run: tuple[str, ...], share: float, count: int, written: Sequence[str]
    ) -> bool:
        if not _is_large(written) or run[-1] in pack().small_words | _TITLES_OF_PEOPLE:
            return False
        if all(self._is_known(word) for word in run):
            return len(run) > 1 and count >= _KNOWN_TITLES and share >= _KNOWN_SHARE
        return share >= _OPENING_SHARE

    def _new_word(
        self, runs: Sequence[tuple[str, ...]], opening: Sequence[str], title: str
    ) -> tuple[str, float] | None:
        size = next((n for n, word in enumerate(opening) if not _is_shouted(word)), len(opening))
        shouted = size and not title.isupper() and not all(map(self._is_known, _run_of(opening, 1)))
        if 0 < size <= 3 and (shouted or (size > 1 and opening[0].lower() == "the")):
            return _written(opening[:size]), 0.8
        first = runs[0] if runs else ()
        if len(first) == 1 and len(first[0]) > 2 and _is_large(opening[:1]):
            is_new = self._openings[first] == self._places[first] and not self._is_known(first[0])
            if is_new and first[0] not in _TITLES_OF_PEOPLE and "-" not in first[0]:
                return _written(opening[:1]), 0.8
        inside = _CAPITALS.search(title)
        if inside and not self._is_known(inside[1].casefold()):
            return inside[1], 0.7
        return None

    def _is_known(self, word: str) -> bool:
        plain = word.removesuffix("'s")
        return (
            pack().is_common_word(plain)
            or plain in pack().small_words
            or plain in pack().abbreviations
        )


def _is_large(written: Iterable[str]) -> bool:
    return all(word[:1].isupper() or word[:1].isdigit() or word == "&" for word in written)


def _is_shouted(word: str) -> bool:
    letters = [letter for letter in word if letter.isalpha()]
    return len(letters) > 1 and all(letter.isupper() for letter in letters)


def _written(words: Sequence[str]) -> str:
    return " ".join(words).strip("'\"“”®™., ")


def _run(words: Sequence[Sequence[str]], size: int) -> tuple[str, ...]:
    return tuple(part for word in words[:size] for part in word)


def _run_of(written: Sequence[str], size: int) -> tuple[str, ...]:
    return _run([split(word) for word in written], size)
