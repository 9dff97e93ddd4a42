"""Which words of two labels answer each other, and what is left over on either side."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from hobby_profiles.language import pack

_LONGEST_SHORT_FORM = 6
_LONGEST_PREFIX = 4
_OWN_WORD = 3
"""From here on the beginning of one word ("child" of childhood) is no short form of several."""
_VOWEL = re.compile(r"[aeiou\d]")
_ROMAN = frozenset("i ii iii iv v vi vii viii ix x".split())


@dataclass(frozen=True)
class Alignment:
    """Words of two labels set against each other.

    Attributes:
        matched: Number of matches.
        left: Words of the left label that nothing on the right answers, in order.
        right: The same the other way round.
        is_abbreviated: Whether a match is of a short form with what it stands for.
    """

    matched: int
    left: tuple[str, ...]
    right: tuple[str, ...]
    is_abbreviated: bool


@cache
def _related(left: str, right: str) -> bool:
    return left == right or not pack().roots(left).isdisjoint(pack().roots(right))


def is_inflected(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Whether two labels have the same words in any order but for inflection.

    "Journalism" is no inflection of "journaling", though a stemmer makes them equal.
    """
    return len(left) == len(right) and all(
        any(not _lemmas(word).isdisjoint(_lemmas(other)) for other in others)
        for words, others in ((left, right), (right, left))
        for word in words
    )


@cache
def _lemmas(word: str) -> frozenset[str]:
    return frozenset(pack().lemmas(word))


def align(left: tuple[str, ...], right: tuple[str, ...]) -> Alignment:
    """Match words by form, then words with compounds, then short forms with long ones."""
    rest_left, rest_right = list(left), list(right)
    matched = 0
    for word in left:
        answer = next((other for other in rest_right if _related(word, other)), None)
        if answer is not None:
            rest_left.remove(word)
            rest_right.remove(answer)
            matched += 1
    is_abbreviated = _match_initials(rest_left, rest_right) if matched else False
    matched += is_abbreviated
    if rest_left and rest_right and len(rest_left) != len(rest_right):
        for one, other in ((rest_left, rest_right), (rest_right, rest_left)):
            matched += _match_runs(one, other, _is_compound)
            abbreviations = _match_runs(one, other, is_short_form)
            matched += abbreviations
            is_abbreviated |= abbreviations > 0
    return Alignment(matched, tuple(rest_left), tuple(rest_right), is_abbreviated)


def is_initials(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether a label is the initials of another, linking words counted or not.

    Args:
        short: All words of a label: "lotr", "d&d" as d, and, d.
        long: All words of the other label: lord, of, the, rings.
    """
    letters = "".join(word for word in short if word not in pack().joining_words)
    if not 2 <= len(letters) <= _LONGEST_SHORT_FORM or len(short) > len(letters) + 1:
        return False
    content = tuple(word for word in long if word not in pack().linking_words)
    spellings = {"".join(word[0] for word in part) for part in (long, content)}
    spellings.add("".join("n" if word in pack().joining_words else word[0] for word in long))
    return len(content) > 1 and letters in spellings


def is_short_form(word: str, run: tuple[str, ...]) -> bool:
    """Whether a word is short for others: "rpg", "bujo" of bullet journal, "mtb", "glamping"."""
    if is_blend(word, run) or _is_skeleton(word, run):
        return True
    for lemma in pack().lemmas(word):
        if lemma != word and "".join(long[0] for long in run) == lemma:
            return True
    if not 2 <= len(word) <= _LONGEST_SHORT_FORM:
        return False
    if len(word) >= _OWN_WORD and run[0].startswith(word):
        return False
    rest = {word}
    for long in run:
        rest = {
            tail[size:]
            for tail in rest
            for size in _prefix_lengths(long, tail)
            if tail.startswith(long[:size])
        }
    return "" in rest


def is_blend(word: str, run: tuple[str, ...]) -> bool:
    """Whether a word is the beginning of one and the end of another: glam(orous cam)ping."""
    if len(run) != 2 or len(word) < 2 * _OWN_WORD:
        return False
    return any(
        run[0].startswith(word[:at]) and run[1].endswith(word[at:])
        for at in range(_OWN_WORD, len(word) - _OWN_WORD)
        if word not in run
    )


def _is_skeleton(word: str, run: tuple[str, ...]) -> bool:
    """Whether a word without vowels is the bones of others: "mtb" of mountain biking."""
    if not _OWN_WORD <= len(word) <= _LONGEST_SHORT_FORM or _VOWEL.search(word):
        return False
    if word[0] != run[0][0] or any(long[0] not in word for long in run):
        return False
    letters = iter("".join(run))
    return all(letter in letters for letter in word)


def _prefix_lengths(long: str, tail: str) -> range:
    """How many letters of a word may be taken: of a Roman number all or none."""
    least = len(long) if long in _ROMAN else 1
    return range(least, min(_LONGEST_PREFIX, len(long), len(tail)) + 1)


def is_truncation(left: str, right: str) -> bool:
    """Whether one word is the other cut short: "goth" of gothic, "boho" of bohemian."""
    short, long = sorted((left, right), key=len)
    if len(short) < 3 or not 0 < len(long) - len(short) <= 5:
        return False
    clipped = short[:-1] if len(short) > 3 and short[-1] == "o" else short
    return long.startswith((short, clipped))


def _match_initials(left: list[str], right: list[str]) -> bool:
    """Take out a single letter and the one word left on the other side that it begins."""
    for one, other in ((left, right), (right, left)):
        if len(one) == len(other) == 1 and len(one[0]) == 1 and other[0].startswith(one[0]):
            left.clear()
            right.clear()
            return True
    return False


def _is_compound(word: str, run: tuple[str, ...]) -> bool:
    joined = pack().joined_form(word)
    return any(
        joined == pack().joined_form(" ".join((first, *run[1:]))) for first in pack().lemmas(run[0])
    )


def _match_runs(ones: list[str], others: list[str], matches) -> int:  # type: ignore[no-untyped-def]
    """Take out words of the first list that answer a run of two or more of the second."""
    found = 0
    first_letters = {word[0] for word in others}
    for word in [word for word in ones if word[0] in first_letters]:
        runs = [(start, end) for end in range(len(others), 1, -1) for start in range(end - 1)]
        runs.sort(key=lambda run: (run[0] - run[1], run[0]))
        for start, end in runs:
            if matches(word, tuple(others[start:end])):
                ones.remove(word)
                del others[start:end]
                found += 1
                break
    return found
