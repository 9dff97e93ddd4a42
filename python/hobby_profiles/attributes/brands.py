"""Brands of titles whose product carries none."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from hobby_profiles.attributes.terms import split
from hobby_profiles.language import pack

_LONGEST = 4
_FEWEST_TITLES = 3
_OPENING_SHARE = 0.6
_KNOWN_TITLES, _KNOWN_SHARE = 4, 0.8
_FIRMLY_JOINED = 0.9
_NAME_KINDS, _NAME_SHARE, _NAME_PART = 5, 0.7, 0.25
_OWN_SHARE, _FIRM_OWN_SHARE = 0.2, 0.02
_TITLES_OF_PEOPLE = frozenset({"dr", "mr", "mrs", "st", "uncle", "aunt"})
_BY = (("by",), ())
_END = re.compile(r"\s[-–—|]\s|[,;:(\[|]")
_MAKER = re.compile(r"\bby (?:the makers of )?((?:[A-Z][\w'’&.-]*\s?){1,3})")
_PART_NUMBER = re.compile(
    r"(?!\d+-?[A-Za-z]+$)(?!(?:19|20)\d\d)(?:\d{4,}|(?=\S*\d)(?=\S*[A-Z])[A-Z\d/-]{4,})"
)
_INNER_CAPITAL = re.compile(r"[A-Z][a-z]+[A-Z]\w*")
_CAPITALS = re.compile(r"[,|-] ([A-Z]{5,}) ")


class BrandReader:
    """Tells the brand of a title, the surest of five signs first.

    A brand of the list; words that open at least three titles and stand nearly nowhere else, not
    all of them words of the language, or in nearly all their places; a maker named by "by"; what
    stands before a part number; a single word, or words in capitals, that the language does not
    know and no title has elsewhere. A name goes on as far as its words open titles of several
    categories and belong to it: to "Grip" in "Gorilla Grip", not to "Women's" in "Roxy Women's".
    Where a shop writes most titles in capitals a name cannot be told from a word, and only the
    list counts.

    Args:
        titles: All titles of the catalogue that may have a brand.
        categories: Their categories, in the same order.
        listed: Brands that are known, as they are to be written, by their words.
    """

    def __init__(
        self,
        titles: Sequence[str],
        categories: Sequence[str],
        listed: Mapping[tuple[str, ...], str],
    ) -> None:
        self._listed = listed
        self._openings: Counter[tuple[str, ...]] = Counter()
        self._places: Counter[tuple[str, ...]] = Counter()
        self._following: Counter[str] = Counter()
        self._kinds: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
        for title, category in zip(titles, categories, strict=True):
            words = split(title)
            for size in range(1, min(_LONGEST, len(words)) + 1):
                self._openings[tuple(words[:size])] += 1
                self._kinds[tuple(words[:size])].add(category)
            self._following.update(words[1:_LONGEST])
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
        for size, run in reversed(list(enumerate(runs, start=1))):
            if run in self._listed:
                longer = next(
                    (
                        n
                        for n in range(len(runs), size, -1)
                        if self._goes_on(runs[n - 1], run, opening[:n])
                    ),
                    0,
                )
                return _written(opening[:longer]) if longer else self._listed[run], 0.95
        if not self._reads_case:
            return None
        size = self._opens(runs, opening)
        if size:
            if opening[size : size + 1] == ["&"] and _is_large(opening[size + 1 : size + 2]):
                size += 2
            return _written(opening[:size]), 0.9
        maker = _MAKER.search(title)
        if maker and not all(self._is_known(word) for word in split(maker[1])):
            names = maker[1].split()
            size = self._opens([_run_of(names, n + 1) for n in range(len(names))], names)
            return _written(names[: size or len(names)]), 0.8
        return self._before_number(opening) or self._new_word(runs, opening, title)

    def _opens(self, runs: Sequence[tuple[str, ...]], opening: Sequence[str]) -> int:
        """Number of words that are the name; 0 for none."""
        found = 0
        for size, run in enumerate(runs, start=1):
            count, places = self._openings[run], self._places[run]
            if not run or count < _FEWEST_TITLES or (run[0].isdigit() and run[1:2] not in _BY):
                break
            if run[-1] in pack().small_words or (size > 1 and run == runs[size - 2]):
                continue
            if found:
                if not self._goes_on(run, runs[found - 1], opening[:size]):
                    break
            elif size == _LONGEST or not self._is_name(
                run, count / max(places, 1), count, opening[:size]
            ):
                continue
            found = size
        return found

    def _goes_on(self, run: tuple[str, ...], name: tuple[str, ...], written: Sequence[str]) -> bool:
        """Whether a name has these further words: goods of one kind share theirs, too."""
        count = self._openings[run]
        # "Women's" follows many names, "Grip" hardly any but one.
        own_share = count / max(self._following[run[-1]], 1)
        if count >= max(5, _FIRMLY_JOINED * self._openings[name]):
            return own_share >= _FIRM_OWN_SHARE
        return (
            own_share >= _OWN_SHARE
            and len(self._kinds[run]) >= _NAME_KINDS
            and count >= _NAME_PART * self._openings[name]
            and count >= _NAME_SHARE * self._places.get(run, count)
            and all(word[:1].isupper() or word in pack().small_words for word in written)
        )

    def _before_number(self, opening: Sequence[str]) -> tuple[str, float] | None:
        for size in range(1, min(3, len(opening) - 1) + 1):
            if not _is_large(opening[:size]) or opening[size - 1][:1].isdigit():
                return None
            if _PART_NUMBER.fullmatch(opening[size]):
                return _written(opening[:size]), 0.8
        return None

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
        for n, word in enumerate(opening[:2]):
            run = runs[n]
            if _INNER_CAPITAL.fullmatch(word) and _is_large(opening[: n + 1]):
                if self._openings[run] >= _FIRMLY_JOINED * self._places[run]:
                    return _written(opening[: n + 1]), 0.8
        if len(runs) > 1 and runs[0][-1:] and runs[0][-1] in _TITLES_OF_PEOPLE:
            if _is_large(opening[:2]):
                return _written(opening[:2]), 0.8
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
