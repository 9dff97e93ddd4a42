"""The evidence on a pair of labels, as numbers, for the pair model."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from rapidfuzz.distance import OSA

from hobby_profiles.language import pack
from hobby_profiles.taxonomy.merge.alignment import (
    Alignment,
    align,
    is_inflected,
    is_initials,
    is_truncation,
)
from hobby_profiles.taxonomy.merge.forms import LabelForm
from hobby_profiles.taxonomy.merge.meanings import (
    Meanings,
    Rests,
    cosines,
    likeness,
    rest_cosines,
)

_TYPO_LENGTH = 6
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
_ALIGNED = (WORD_FEATURES.index("full_align"), WORD_FEATURES.index("aligned"))
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
        rows[at], rest = _best_reading(forms[i], forms[j])
        rests.append(rest)
    table = pd.DataFrame(rows, columns=WORD_FEATURES)
    table["cosine"] = cosines(meanings.labels, left, right)
    table["hobby_cosine"] = cosines(meanings.hobbies, left, right)
    table["likeness"] = likeness(meanings, left, right)
    density_left, density_right = meanings.density[left], meanings.density[right]
    table["gap_max"] = table["cosine"] - np.maximum(density_left, density_right)
    table["gap_min"] = table["cosine"] - np.minimum(density_left, density_right)
    table["rest_cosine"] = rest_cosines(rests, meanings.embed)
    for one, other in PRODUCTS:
        table[f"{one}_x_{other}"] = table[one] * table[other]
    return table[FEATURES]


def _best_reading(a: LabelForm, b: LabelForm) -> tuple[list[float], Rests]:
    """Features of the words as the thesaurus rewrites them or as they stand, which align better."""
    readings = [_word_features(a, b)]
    if a.is_rewritten or b.is_rewritten:
        readings.append(_word_features(a.as_given, b.as_given))
    return max(readings, key=lambda reading: tuple(reading[0][at] for at in _ALIGNED))


def _word_features(a: LabelForm, b: LabelForm) -> tuple[list[float], Rests]:
    """Features of words alone, in the order of WORD_FEATURES, and what is left over to compare."""
    is_short = any(
        one.is_short and is_initials(pack().words(one.label), pack().words(other.label))
        for one, other in ((a, b), (b, a))
    )
    found = Alignment(1, (), (), True) if is_short else align(a.words, b.words)
    rest_a = tuple(word for word in found.left if not pack().light_classes(word))
    rest_b = tuple(word for word in found.right if not pack().light_classes(word))
    touching = found.matched > 0
    conflict = _activity_conflict(a, b, found) if touching else 0.0
    relation = pack().sense_relation(a.senses, b.senses)
    rest_relation, truncated = "", False
    if len(a.words) == len(b.words) == 1 and not touching:
        senses = pack().word_senses(a.words[0]), pack().word_senses(b.words[0])
        rest_relation = pack().sense_relation(*senses)
    if rest_a and rest_b and touching:
        if len(rest_a) == len(rest_b) == 1:
            senses = pack().word_senses(rest_a[0]), pack().word_senses(rest_b[0])
            truncated = is_truncation(rest_a[0], rest_b[0])
        else:
            senses = pack().phrase_senses(rest_a), pack().phrase_senses(rest_b)
        rest_relation = pack().sense_relation(*senses)
    longer = max(len(found.left), len(found.right))
    values = {
        "same_form": (a.normal == b.normal and is_inflected(a.words, b.words))
        or a.joined == b.joined,
        "abbreviated": found.is_abbreviated,
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
