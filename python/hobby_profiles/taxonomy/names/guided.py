"""Names of reviewed groups, without the parts that a shop has nothing for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set

import numpy as np

from hobby_profiles.taxonomy.base import Vectors
from hobby_profiles.taxonomy.names.cases import NamingCase
from hobby_profiles.taxonomy.names.words import display_name, fold

_JOINTS = re.compile(r",\s+|\s+&\s+")
# Cosine of a part of a name to a label from which the label is one of it, if no other part is
# nearer to the label.
_SAYS = 0.5
# Share of the labels that the parts which are left must be nearest to.
_COVERS = 0.75
_DECIMALS = 6


def name_parts(name: str) -> list[str]:
    """What a name is joined of: "Arcade & pinball" is two parts, "R&B music" is one."""
    return [part for part in _JOINTS.split(name) if part.strip()]


def part_forms(name: str) -> list[list[str]]:
    """How each part of a name may be read: "Japanese & Korean cars" has cars in both."""
    *first, last = name_parts(name) or [""]
    head = last.split()[-1:] if " " in last else []
    return [*([part, " ".join([part, *head])] if head else [part] for part in first), [last]]


def said_parts(case: NamingCase, vector_of: Mapping[str, Vectors], taken: Set[str]) -> str:
    """The name of the group a topic was made for, as far as its labels say it.

    "Baseball, softball & cricket" is "Baseball & softball" in a shop without cricket. A part is
    said by a label that has a word of it alone, or that is near to it and nearer than to the other
    parts. The name stays whole if labels say all of it or none, if a quarter of them is nearest
    to what would be left out, if what is left is the name of another topic, and if its last word
    ends no label: "Two-player & party games" would be "Two-player". So do names of branches and
    areas, which promise more than one shop holds.

    Args:
        case: A topic with a ``guide_name``.
        vector_of: Unit vector of every form of a part, shape (dimensions,).
        taken: Folded names of other topics.

    Returns:
        The name.
    """
    name = case.guide_name or ""
    parts = name_parts(name)
    if not case.parent_id or case.terms or len(parts) < 2 or not case.labels:
        return name
    forms = [np.stack([vector_of[form] for form in some]) for some in part_forms(name)]
    cosines = np.stack([(case.vectors @ form.T).max(axis=1) for form in forms], axis=1)
    nearest = cosines.round(_DECIMALS).argmax(axis=1)
    is_near = cosines[np.arange(len(nearest)), nearest] >= _SAYS
    own = _own_words(parts)
    words = [set(fold(label).split()) for label in case.labels]
    kept = [
        at
        for at in range(len(parts))
        if at in nearest[is_near] or any(own[at] & label for label in words)
    ]
    if not kept or len(kept) == len(parts) or np.isin(nearest, kept).mean() < _COVERS:
        return name
    *head, last = [parts[at] for at in kept]
    if last != parts[-1]:
        # What the last part said for all goes with it: "Baby & reborn dolls" are baby dolls.
        near = case.vectors[nearest == kept[-1]]
        fits = (forms[kept[-1]] @ near.T).sum(axis=1).round(_DECIMALS)
        last = part_forms(name)[kept[-1]][int(fits.argmax())]
        if _end(last) not in {_end(label) for label in case.labels}:
            return name
    shorter = display_name(f"{', '.join(head)} & {last}" if head else last)
    others = {fold(label) for label in case.labels} | taken
    return name if fold(shorter) in others else shorter


def _own_words(parts: list[str]) -> list[set[str]]:
    """The words of each part that no other part has; the last word goes for all of them."""
    words = [set(fold(part).split()) for part in parts]
    shared = {_end(parts[-1])} if " " in parts[-1] else set()
    return [
        some - shared.union(*(other for at, other in enumerate(words) if at != place))
        for place, some in enumerate(words)
    ]


def _end(text: str) -> str:
    return fold(text.split()[-1])
