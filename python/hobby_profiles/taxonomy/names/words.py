"""Words of names: what labels share, how two labels join into one name, when names are the same."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from hobby_profiles.language import pack

_WORD = re.compile(r"[\w'’&+./-]+")
_PHRASES = 6


def words(text: str) -> list[str]:
    """The words of a text in lower case, small words left out."""
    return [
        word for word in _WORD.findall(text.casefold()) if word not in pack().small_words | {"&"}
    ]


def fold(text: str) -> str:
    """A text as names are compared: case, plural endings, small words, order do not count."""
    return " ".join(sorted(pack().singular(word) for word in words(text)))


def name_key(text: str) -> tuple[str, ...]:
    """A text as people would call it the same name: case and plural endings do not count."""
    return tuple(pack().singular(word) for word in text.casefold().split())


def display_name(label: str) -> str:
    """A label as people read it: first letter and abbreviations in upper case."""
    parts = [_abbreviated(part) for part in label.split()]
    if len(parts) > 1 and parts[0].casefold() in pack().first_abbreviations:
        parts[0] = parts[0].upper()
    label = " ".join(parts)
    return label[:1].upper() + label[1:]


def _abbreviated(word: str) -> str:
    plain = word.casefold()
    if plain in pack().abbreviations:
        return word.upper()
    if plain.endswith("s") and plain[:-1] in pack().plural_abbreviations:
        return word[:-1].upper() + "s"
    return word


def shared_phrases(
    labels: Sequence[str], weights: Sequence[float], *, least: float
) -> list[tuple[str, float]]:
    """Last words that many labels share ("dog toys" and "plush toys" share "toys").

    Only the end of a label is a phrase of its own; what stands before it ("raw dog" of "raw dog
    feeding") is not.

    Args:
        labels: Labels of a topic.
        weights: Weight of each label.
        least: Least weighted share of the labels that must end in a phrase.

    Returns:
        Phrases and their shares, the most shared first, longer ones before shorter ones.
    """
    total = float(sum(weights)) or 1.0
    share: dict[str, float] = {}
    held: dict[str, int] = {}
    for label, weight in zip(labels, weights, strict=True):
        parts = label.split()
        for length in (1, 2):
            phrase = " ".join(parts[-length:]).casefold()
            if length > len(parts) or parts[-length].casefold() in pack().small_words:
                continue
            share[phrase] = share.get(phrase, 0.0) + weight / total
            held[phrase] = held.get(phrase, 0) + 1
    found = [
        (phrase, value)
        for phrase, value in share.items()
        if value >= least and held[phrase] > 1 and len(phrase) > 2 and not says_little(phrase)
    ]
    found.sort(key=lambda item: (-round(item[1], 6), -len(item[0]), item[0]))
    return found[:_PHRASES]


def says_little(phrase: str) -> bool:
    """Whether a phrase is one word that names no topic alone: "playing", or a name's last word."""
    word = phrase.casefold()
    if " " in word or word in pack().weak_heads:
        return word in pack().weak_heads
    return not pack().is_common_word(word)


def joined(first: str, second: str) -> str:
    """Join two labels by "&", saying a shared first or last word once.

    "hair coloring" and "hair dyeing" give "hair coloring & dyeing"; "dog treats" and "cat treats"
    give "dog & cat treats".
    """
    head, tail = first.split(), second.split()
    if len(head) > 1 and len(tail) > 1:
        if pack().singular(head[-1].casefold()) == pack().singular(tail[-1].casefold()):
            head = head[:-1]
        elif head[0].casefold() == tail[0].casefold():
            tail = tail[1:]
    return f"{' '.join(head)} & {' '.join(tail)}"


def word_share(phrase: str, labels: Sequence[str], weights: Sequence[float]) -> float:
    """Weighted share of the labels that hold all words of a phrase."""
    wanted = _singulars(phrase)
    if not wanted:
        return 0.0
    holds = np.array([wanted <= _singulars(label) for label in labels])
    weight = np.asarray(weights, dtype=np.float64)
    return float((holds * weight).sum() / weight.sum()) if weight.sum() else 0.0


def head_share(term: str, labels: Sequence[str], weights: Sequence[float]) -> float:
    """Weighted share of the labels that hold a main word of a term, the last of each part.

    The main words of "Wigs & hair extensions" are "wig" and "extension".
    """
    heads = {pack().singular(words(part)[-1]) for part in term.split("&") if words(part)}
    holds = np.array([bool(heads & _singulars(label)) for label in labels])
    weight = np.asarray(weights, dtype=np.float64)
    return float((holds * weight).sum() / weight.sum()) if weight.sum() else 0.0


def _singulars(text: str) -> set[str]:
    return {pack().singular(word) for word in words(text)}
