"""The evidence on a pair of labels, as numbers, for the pair model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from rapidfuzz.distance import OSA

from hobby_profiles.language import pack
from hobby_profiles.taxonomy.base import Vectors
from hobby_profiles.taxonomy.merge.alignment import Alignment, align, is_initials, is_truncation
from hobby_profiles.taxonomy.merge.forms import LabelForm

Embed = Callable[[Sequence[str]], Vectors]
Rests = tuple[tuple[str, ...], tuple[str, ...]]
"""Words left over on either side."""

_TYPO_LENGTH = 6
_CHUNK = 4096
_NO_SPREAD = 1e-9
WORD_FEATURES = [
    "same_form",
    "abbreviated",
    "aligned",
    "full_align",
    "close",
    "light_only",
    "light_words",
    "one_sided",
    "both_sided",
    "unmatched",
    "nothing",
    "wordnet_same",
    "wordnet_general",
    "wordnet_different",
    "truncated",
    "rest_same",
    "rest_general",
    "rest_different",
    "typo",
    "light_conflict",
    "tail_rest",
    "lead_rest",
    "activity_conflict",
    "light_deed_conflict",
    "digits_differ",
    "head_same",
]
VECTOR_FEATURES = ["cosine", "hobby_cosine", "likeness", "gap_max", "gap_min", "rest_cosine"]
REGIMES = ["close", "one_sided", "both_sided", "nothing"]
"""How the words of two labels stand: nothing but light words left over, words left over on one
side, on both, or no word in common. Meaning counts differently in each."""
PRODUCTS = [
    *((regime, nearness) for regime in REGIMES for nearness in VECTOR_FEATURES[:5]),
    ("both_sided", "rest_cosine"),
    ("one_sided", "tail_rest"),
]
FEATURES = [*WORD_FEATURES, *VECTOR_FEATURES[:5], *(f"{a}_x_{b}" for a, b in PRODUCTS)]


@dataclass(frozen=True)
class Meanings:
    """Vectors that the pair model reads.

    Attributes:
        labels: Unit rows of the labels, shape (n, d).
        hobbies: Unit rows of "the hobby of <label>", shape (n, d).
        similar: Cosines of the labels to a fixed list of r reference phrases, shape (n, r).
        near: Positions of each label's nearest reference phrases, best first, shape (n, k).
        density: Mean cosine of a label to its nearest reference phrases, shape (n,): how near is
            near where this label lies.
        embed: Embeds words.
    """

    labels: Vectors
    hobbies: Vectors
    similar: np.ndarray
    near: np.ndarray
    density: np.ndarray
    embed: Embed


def pair_features(
    forms: Sequence[LabelForm], left: np.ndarray, right: np.ndarray, meanings: Meanings
) -> pd.DataFrame:
    """Compute the evidence on pairs.

    Args:
        forms: The labels, n of them.
        left: Positions of the pairs' first labels, shape (m,).
        right: Positions of their second ones, shape (m,).
        meanings: Vectors of the n labels.

    Returns:
        One row per pair, the columns of `FEATURES`, float64.
    """
    rows = np.zeros((len(left), len(WORD_FEATURES)))
    rests: list[Rests] = []
    for at, (i, j) in enumerate(zip(left.tolist(), right.tolist(), strict=True)):
        rows[at], rest = _word_features(forms[i], forms[j])
        rests.append(rest)
    table = pd.DataFrame(rows, columns=WORD_FEATURES)
    table["cosine"] = _cosines(meanings.labels, left, right)
    table["hobby_cosine"] = _cosines(meanings.hobbies, left, right)
    table["likeness"] = _likeness(meanings, left, right)
    density_left, density_right = meanings.density[left], meanings.density[right]
    table["gap_max"] = table["cosine"] - np.maximum(density_left, density_right)
    table["gap_min"] = table["cosine"] - np.minimum(density_left, density_right)
    table["rest_cosine"] = _rest_cosines(rests, meanings.embed)
    for one, other in PRODUCTS:
        table[f"{one}_x_{other}"] = table[one] * table[other]
    return table[FEATURES]


def _word_features(a: LabelForm, b: LabelForm) -> tuple[list[float], Rests]:
    """Features of words alone, in the order of WORD_FEATURES, and what is left over to compare."""
    found = align(a.words, b.words)
    rest_a = tuple(word for word in found.left if not pack().light_classes(word))
    rest_b = tuple(word for word in found.right if not pack().light_classes(word))
    touching = found.matched > 0
    conflict = _activity_conflict(a, b, found) if touching else 0.0
    relation = pack().sense_relation(a.senses, b.senses)
    rest_relation, truncated = "", False
    if rest_a and rest_b and touching:
        if len(rest_a) == len(rest_b) == 1:
            senses = pack().word_senses(rest_a[0]), pack().word_senses(rest_b[0])
            truncated = is_truncation(rest_a[0], rest_b[0])
        else:
            senses = pack().phrase_senses(rest_a), pack().phrase_senses(rest_b)
        rest_relation = pack().sense_relation(*senses)
    longer = max(len(found.left), len(found.right))
    values = {
        "same_form": a.normal == b.normal or a.joined == b.joined,
        "abbreviated": found.is_abbreviated
        or (a.is_short and is_initials(pack().words(a.label), pack().words(b.label)))
        or (b.is_short and is_initials(pack().words(b.label), pack().words(a.label))),
        "aligned": found.matched / max(found.matched + longer, 1),
        "full_align": not found.left and not found.right,
        "close": touching and not rest_a and not rest_b,
        "light_only": touching
        and not rest_a
        and not rest_b
        and conflict == 0
        and _light_words_agree(found),
        "light_words": len(found.left) - len(rest_a) + len(found.right) - len(rest_b),
        "one_sided": touching and bool(rest_a) != bool(rest_b),
        "both_sided": touching and bool(rest_a) and bool(rest_b),
        "unmatched": max(len(rest_a), len(rest_b)),
        "nothing": not touching,
        "wordnet_same": relation == "same",
        "wordnet_general": relation == "general",
        "wordnet_different": relation == "different",
        "truncated": truncated,
        "rest_same": rest_relation == "same",
        "rest_general": rest_relation == "general",
        "rest_different": rest_relation == "different",
        "typo": min(len(a.joined), len(b.joined)) >= _TYPO_LENGTH
        and abs(len(a.joined) - len(b.joined)) <= 1
        and OSA.distance(a.joined, b.joined, score_cutoff=1) <= 1,
        "light_conflict": bool(a.light_classes)
        and bool(b.light_classes)
        and not a.light_classes & b.light_classes,
        "tail_rest": touching * (_ends(a, rest_a, -1) + _ends(b, rest_b, -1)),
        "lead_rest": touching * (_ends(a, rest_a, 0) + _ends(b, rest_b, 0)),
        "activity_conflict": conflict,
        "light_deed_conflict": conflict > 0 and _has_light_deed(found),
        "digits_differ": a.digits != b.digits,
        "head_same": touching and not _ends(a, found.left, -1) and not _ends(b, found.right, -1),
    }
    return [float(values[name]) for name in WORD_FEATURES], (
        (rest_a, rest_b) if touching else ((), ())
    )


def _ends(form: LabelForm, rest: tuple[str, ...], end: int) -> bool:
    """Whether the first (0) or last (-1) word of a label is among those left over."""
    return bool(form.words) and form.words[end] in rest


def _activity_conflict(a: LabelForm, b: LabelForm, found: Alignment) -> float:
    """1 if each label has a deed of its own, 0.5 if one has one beside the other's only deed."""
    deeds_a = [word for word in found.left if pack().is_activity(word)]
    deeds_b = [word for word in found.right if pack().is_activity(word)]
    if deeds_a and deeds_b:
        return float(
            pack().light_classes(deeds_a[-1]).isdisjoint(pack().light_classes(deeds_b[-1]))
        )
    for deeds, one, other in ((deeds_a, a, b), (deeds_b, b, a)):
        has_more = any(pack().is_activity(word) for word in one.words if word not in deeds)
        if deeds and not has_more and any(pack().is_activity(word) for word in other.words):
            return 0.5
    return 0.0


def _light_words_agree(found: Alignment) -> bool:
    """Whether light words are left over on one side only, or of one class on both."""
    left, right = (
        frozenset().union(*map(pack().light_classes, side)) for side in (found.left, found.right)
    )
    return not found.left or not found.right or not left.isdisjoint(right)


def _has_light_deed(found: Alignment) -> bool:
    """Whether a deed left over is one of the common ones, such as making or collecting."""
    return any(
        pack().light_classes(word) - {""}
        for word in (*found.left, *found.right)
        if pack().is_activity(word)
    )


def _cosines(vectors: Vectors, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    found = np.zeros(len(left))
    for rows in _chunks(len(left)):
        products = vectors[left[rows]].astype(np.float64) * vectors[right[rows]]
        found[rows] = products.sum(axis=1)
    return found


def _likeness(meanings: Meanings, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Correlation of two labels' cosines to the reference phrases that are near to either."""
    found = np.zeros(len(left))
    for rows in _chunks(len(left)):
        near = np.hstack([meanings.near[left[rows]], meanings.near[right[rows]]])
        one, other = (
            np.take_along_axis(meanings.similar[side[rows]], near, axis=1).astype(np.float64)
            for side in (left, right)
        )
        one -= one.mean(axis=1, keepdims=True)
        other -= other.mean(axis=1, keepdims=True)
        spread = np.sqrt((one**2).sum(axis=1) * (other**2).sum(axis=1))
        found[rows] = (one * other).sum(axis=1) / np.maximum(spread, _NO_SPREAD)
    return found


def _chunks(count: int) -> list[slice]:
    return [slice(start, start + _CHUNK) for start in range(0, count, _CHUNK)]


def _rest_cosines(rests: list[Rests], embed: Embed) -> np.ndarray:
    """Cosine of the mean vectors of the words left over on either side; 0 where a side has none."""
    vocabulary = sorted({word for one, other in rests if one and other for word in (*one, *other)})
    result = np.zeros(len(rests))
    if not vocabulary:
        return result
    vectors = embed(vocabulary).astype(np.float64)
    position = {word: at for at, word in enumerate(vocabulary)}
    means: dict[tuple[str, ...], np.ndarray] = {}

    def mean(parts: tuple[str, ...]) -> np.ndarray:
        if parts not in means:
            total = vectors[[position[word] for word in parts]].sum(axis=0)
            means[parts] = total / np.linalg.norm(total)
        return means[parts]

    for at, (one, other) in enumerate(rests):
        if one and other:
            result[at] = mean(one) @ mean(other)
    return result
