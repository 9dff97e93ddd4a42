"""Which words of two labels answer each other, and what is left over on either side."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from hobby_profiles.language import pack

_LONGEST_SHORT_FORM = 6
_LONGEST_PREFIX = 4
_OWN_WORD = 3
"""From here on the beginning of one word ("child" of childhood) is no short form of several."""
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
    is_abbreviated = False
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
    """Whether a word is made of the first letters of others: "rpg", "bujo" of bullet journal."""
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


def _is_compound(word: str, run: tuple[str, ...]) -> bool:
    return pack().joined_form(word) == pack().joined_form(" ".join(run))


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
