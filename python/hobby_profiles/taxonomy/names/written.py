"""How names are written: capitals of proper names, brands and abbreviations.

Labels are lower case. Product titles put a capital on nearly every word, so they cannot tell "Star
Wars" from "horror movies"; what they do tell is how a brand or an abbreviation is written inside
("PlayStation", "NBA"). Proper names are known from WordNet, and by their kind: what follows a
cultural affinity's first word is part of a name, unless it is a word that many labels end with.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from hobby_profiles.language import pack
from hobby_profiles.taxonomy.names.words import display_name

CULTURAL = "cultural affinity"

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_JOIN = " & "
_LONGEST_NAME = 5
# A title written in capitals throughout tells nothing.
_MOST_CAPITALS = 0.5
_LEAST_SHARE = 0.6
_LEAST_TITLES = 2
# Capitals alone are also emphasis: they count where they are the rule in several titles.
_LEAST_CAPITAL_TITLES, _SURE_SHARE, _LONGEST_ABBREVIATION = 4, 0.9, 4
# A word that ends phrases after this many different words is no part of a name.
_COMMON_AFTER = 3


class Writing:
    """Knows how names are written; the same for the same titles and labels in any order."""

    def __init__(self, titles: Iterable[str], labels: Sequence[str]) -> None:
        """Read the evidence.

        Args:
            titles: Names of products, as the shop writes them.
            labels: Labels in lower case, those of the shop and reviewed ones.
        """
        titles = list(titles)
        wanted = {word for label in labels for word in _WORD.findall(label.casefold())}
        self._forms = special_forms(titles, wanted)
        pairs = {pair for label in labels for pair in pairwise(label.casefold().split())}
        known = {word: word.upper() for word in pack().abbreviations}
        self._ordinary = ordinary_pairs(titles, pairs, known | self._forms)
        before: dict[str, set[str]] = {}
        for label in labels:
            parts = label.casefold().split()
            for first, second in pairwise(parts):
                before.setdefault(second, set()).add(first)
        self._common = {word for word, firsts in before.items() if len(firsts) >= _COMMON_AFTER}

    def write(self, name: str, kind: str) -> str:
        """Write a name as people read it.

        Args:
            name: A name in lower case or with some capitals, which stay; parts joined by " & " are
                written one by one.
            kind: Kind of the topic.
        """
        parts = [self._part(part, kind) for part in name.split(_JOIN)]
        written = _JOIN.join(parts)
        first = written.split()[:1]
        is_special = bool(first) and first[0] == self._forms.get(first[0].casefold())
        if is_special:
            return written
        is_ordinary = bool(self._ordinary_at(written.casefold().split()))
        return _capital(written) if is_ordinary else display_name(written)

    def _part(self, text: str, kind: str) -> str:
        written = text.split()
        plain = [word.casefold() for word in written]
        ordinary = self._ordinary_at(plain)
        for at in ordinary:
            written[at] = plain[at]
        known = [False] * len(written)
        at = 0
        while at < len(written):
            proper = _proper_at(plain, at)
            for place, word in enumerate(proper, start=at):
                written[place], known[place] = word, True
            at += max(len(proper), 1)
        own = [not known[at] and self._is_own(word) for at, word in enumerate(plain)]
        rest = [at for at, word in enumerate(plain) if not known[at] and word not in _small_words()]
        is_name = kind == CULTURAL and not is_common_phrase(tuple(plain))
        is_name &= any(own[1:]) or not all(map(pack().is_common_word, plain[:1]))
        if is_name or (any(known) and all(own[at] for at in rest)):
            for at in {0, *rest}:
                if not pack().describing_words.issuperset(plain[at:]):
                    written[at] = _capital(written[at])
        return " ".join(
            word
            if at in ordinary
            else _WORD.sub(lambda found: self._forms.get(found[0].casefold(), found[0]), word)
            for at, word in enumerate(written)
        )

    def _ordinary_at(self, plain: Sequence[str]) -> set[int]:
        """Places of words that stand in a pair in which they are written as any other word."""
        return {
            place
            for at, pair in enumerate(pairwise(plain))
            if pair in self._ordinary
            for place in (at, at + 1)
        }

    def _is_own(self, word: str) -> bool:
        """Whether a word is of a name's own, not one that many labels share."""
        return (
            word not in self._common | _small_words() | pack().describing_words
            and not word[:1].isdigit()
        )


def special_forms(titles: Iterable[str], wanted: set[str]) -> dict[str, str]:
    """How words are written that have capitals beyond their first letter, or none there.

    Args:
        titles: Names of products.
        wanted: The words to look for, in lower case.

    Returns:
        Word to written form ("playstation" to "PlayStation"), where most titles agree.
    """
    counts: dict[str, Counter[str]] = {}
    for title in titles:
        parts = [found[0] for found in _WORD.finditer(title)]
        long = [part for part in parts if len(part) > _LONGEST_ABBREVIATION - 1 and part.isalpha()]
        if not long or sum(map(str.isupper, long)) > _MOST_CAPITALS * len(long):
            continue
        for part in parts:
            if part.casefold() in wanted:
                counts.setdefault(part.casefold(), Counter())[part] += 1
    found = {}
    for word, forms in counts.items():
        form, count = min(forms.items(), key=lambda item: (-item[1], item[0]))
        if is_special(word, form, count, forms.total()):
            found[word] = form
    return found


def ordinary_pairs(
    titles: Iterable[str], wanted: set[tuple[str, str]], forms: Mapping[str, str]
) -> set[tuple[str, str]]:
    """Pairs of words in which a word is not written in its special form: "Led Zeppelin".

    Args:
        titles: Names of products.
        wanted: The pairs to look for, in lower case.
        forms: Special forms, see `special_forms`.

    Returns:
        The pairs that most titles write otherwise.
    """
    wanted = {pair for pair in wanted if not forms.keys().isdisjoint(pair)}
    votes: Counter[tuple[str, str]] = Counter()
    for title in titles:
        for first, second in pairwise(_WORD.findall(title)):
            pair = (first.casefold(), second.casefold())
            if pair in wanted and not title.isupper():
                is_special = all(
                    word == forms.get(plain, word)
                    for word, plain in zip((first, second), pair, strict=True)
                )
                votes[pair] += -1 if is_special else 1
    return {pair for pair, count in votes.items() if count > 0}


def is_special(word: str, form: str, count: int, total: int) -> bool:
    """Whether a form with capitals inside is how a word is written, not emphasis."""
    share = count / total
    if form in (word, _capital(word)) or count < _LEAST_TITLES or share < _LEAST_SHARE:
        return False
    if not form.isupper():
        return True
    if word.isalpha() and pack().is_common_word(word):
        return False
    is_short = len(word) <= _LONGEST_ABBREVIATION and share >= _SURE_SHARE
    return is_short or count >= _LEAST_CAPITAL_TITLES


def is_common_phrase(parts: tuple[str, ...]) -> bool:
    """Whether WordNet has the whole phrase in lower case ("heavy metal", "comic strips")."""
    if " ".join(parts) in pack().proper_names() or len(parts) < 2:
        return False
    return bool(pack().phrase_senses(parts))


def inside_sentence(name: str) -> str:
    """A name as it stands inside a sentence: a word's capital at its start goes, a name's stays."""
    first, *rest = name.split(maxsplit=1) or [""]
    is_plain = name[1:] == name[1:].lower() and first.casefold() not in pack().proper_names()
    is_plain &= bool(rest) or any(
        map(pack().is_common_word, (first.casefold(), pack().stem(first.casefold())))
    )
    return name[:1].lower() + name[1:] if is_plain else name


def _proper_at(parts: Sequence[str], at: int) -> list[str]:
    """Written words of the longest proper name that starts at a place; empty if none does."""
    names = pack().proper_names()
    for size in range(min(_LONGEST_NAME, len(parts) - at), 0, -1):
        phrase = " ".join(parts[at : at + size])
        written = names.get(phrase)
        if written is None:
            continue
        if size == 1 and (written.isupper() or pack().is_common_word(phrase)):
            continue
        return written.split()
    return []


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def _small_words() -> frozenset[str]:
    return pack().small_words | {"vs"}
