"""What overrules the pair model: proper names, labels used side by side, products that disagree."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.special import expit, logit

from hobby_profiles.language import pack
from hobby_profiles.taxonomy.merge.alignment import align, is_inflected
from hobby_profiles.taxonomy.merge.forms import LabelForm

WORTH_A_LOOK = 0.3
"""Labels with a lower score than this are not merged whatever their products say."""

_NEVER = 0.0
_MAKING = "make"
_FEW_TEXTS = 3
_RARE = 20
_NOTHING = 0.02
_DISAGREE = 0.2
_DISAGREE_LIGHT = 0.45
_DISAGREE_MADE = 0.6
"""Ice cream is bought to eat, and seldom beside what ice cream is made with."""
_AGREE = 1.5
_AGREE_NARROWER = 1.9
_SUPPORT = 2.5
"""What agreeing products add to the log odds."""


def names_apart(forms: list[LabelForm], left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Find pairs of a proper name and a label that does not hold the name's words.

    What the thesaurus reads as the same is not kept apart ("tolkien", "j.r.r. tolkien").

    Args:
        forms: The labels, n of them.
        left: Positions of the pairs' first labels, shape (m,).
        right: Positions of their second ones, shape (m,).

    Returns:
        Whether each pair is kept apart, shape (m,).
    """
    return np.array(
        [
            any(one.is_name and not _holds(other, one) for one, other in ((a, b), (b, a)))
            for a, b in ((forms[i], forms[j]) for i, j in zip(left, right, strict=True))
        ],
        dtype=bool,
    )


def _holds(label: LabelForm, name: LabelForm) -> bool:
    """Whether a label has all words of a name but for inflection, or one is short for the other."""
    if label.joined == name.joined or align(label.plain, name.plain).is_abbreviated:
        return True
    # Only what the thesaurus knows as a phrase: "office" has the words of "the office".
    if label.words == name.words and all(one.is_rewritten or one.is_name for one in (label, name)):
        return True
    return all(any(is_inflected((word,), (other,)) for other in label.plain) for word in name.plain)


def _adds_a_deed(a: LabelForm, b: LabelForm) -> bool:
    """Whether one label is the other with a deed at its end."""
    found = align(a.plain, b.plain)
    rest = found.left or found.right
    return len(rest) == 1 and pack().is_activity(rest[0])


def _thing_made(a: LabelForm, b: LabelForm) -> LabelForm | None:
    """The label to which the other only adds that it is made: "sushi" of "sushi making"."""
    found = align(a.plain, b.plain)
    rest, thing = (found.left, b) if found.left else (found.right, a)
    is_deed = len(rest) == 1 and not (found.left and found.right) and pack().is_activity(rest[0])
    return thing if is_deed and _MAKING in pack().light_classes(rest[0]) else None


def _is_goods(label: LabelForm) -> bool:
    return any(map(pack().is_goods, (" ".join(label.plain), label.plain[-1])))


def with_use(pairs: pd.DataFrame, forms: list[LabelForm]) -> np.ndarray:
    """Correct scores by how labels are used.

    Labels that stand side by side are two things, unless one only adds a light word or another
    form and their products agree. Labels whose products have nothing in common are not merged,
    unless they differ by inflection alone, and so are labels that readers placed apart, unless the
    thesaurus has them; a label that only adds a light word has to agree more,
    one that adds making still more, and most of all where the thing is sold finished: sushi is had
    by making it, candles are bought.
    A label that adds words to another joins it where their products agree well: a deed at its end
    ("jerky snacking") always, a narrower kind ("beef jerky") only where it is rare.

    Args:
        pairs: left, right, evidence, is_thesaurus, is_used_side_by_side, is_placed_apart,
            text_count, agreement, score.
        forms: The labels that left and right are positions of.

    Returns:
        The scores, shape (m,).
    """
    score = pairs["score"].to_numpy(copy=True)
    agreement, count = pairs["agreement"].to_numpy(), pairs["text_count"].to_numpy()
    known = count >= _FEW_TEXTS

    def says(*names: str) -> np.ndarray:
        return np.asarray((pairs[list(names)] > 0).any(axis=1))

    is_thesaurus = pairs["is_thesaurus"].to_numpy(dtype=bool)
    inflected = says("same_form").copy()
    for row in np.flatnonzero(inflected & is_thesaurus):
        one, other = (forms[pairs[side].iloc[row]].as_given for side in ("left", "right"))
        inflected[row] = one.normal == other.normal and is_inflected(one.words, other.words)
    certain = inflected | (is_thesaurus & says("full_align"))
    alike = says("close", "full_align", "rest_same", "abbreviated")
    agrees = known & (agreement >= _AGREE)
    narrower = known & (agreement >= _AGREE_NARROWER) & (count <= _RARE)
    longer = says("one_sided")
    deed = np.zeros(len(pairs), dtype=bool)
    for row in np.flatnonzero(agrees & longer & says("tail_rest")):
        deed[row] = _adds_a_deed(forms[pairs["left"].iloc[row]], forms[pairs["right"].iloc[row]])
    same = says("light_only", "full_align", "abbreviated")
    supported = (agrees & (same | deed)) | (narrower & longer)
    raised = np.round(expit(logit(np.clip(score, 1e-6, 1 - 1e-6)) + _SUPPORT), 6)
    score = np.where(supported & (score >= WORTH_A_LOOK), np.maximum(score, raised), score)
    least = np.where(certain | ~alike, _DISAGREE, _DISAGREE_LIGHT)
    for row in np.flatnonzero(says("light_only") & ~certain & (score >= WORTH_A_LOOK)):
        thing = _thing_made(forms[pairs["left"].iloc[row]], forms[pairs["right"].iloc[row]])
        if thing is not None:
            least[row] = _AGREE if _is_goods(thing) else _DISAGREE_MADE
            known[row] |= _is_goods(thing)
    # What readers called one hobby is two where nothing agrees, or many products say so.
    least = np.where(certain & is_thesaurus & (count < _RARE), _NOTHING, least)
    disagrees = known & (agreement < least) & ~inflected
    beside = pairs["is_used_side_by_side"].to_numpy(dtype=bool) & ~certain & ~(alike & agrees)
    apart = pairs["is_placed_apart"].to_numpy(dtype=bool) & ~certain
    result: np.ndarray = np.where(disagrees | beside | apart, _NEVER, score)
    return result
