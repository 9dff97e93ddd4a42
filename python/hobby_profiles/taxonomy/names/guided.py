"""Names of reviewed groups, without the parts that a shop has nothing for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set

from hobby_profiles.taxonomy.base import Vectors
from hobby_profiles.taxonomy.names.cases import NamingCase
from hobby_profiles.taxonomy.names.words import display_name, fold

_JOINTS = re.compile(r",\s+|\s+&\s+")
# Cosine of a part of a name to a label from which the label is one of it.
_SAYS = 0.5


def name_parts(name: str) -> list[str]:
    """What a name is joined of: "Arcade & pinball" is two parts, "R&B music" is one."""
    return [part for part in _JOINTS.split(name) if part.strip()]


def said_parts(case: NamingCase, vector_of: Mapping[str, Vectors], taken: Set[str]) -> str:
    """The name of the group a topic was made for, as far as its labels say it.

    "Baseball, softball & cricket" is "Baseball & softball" in a shop without cricket. A part is
    said by a label that shares a word with it, or is near to it. The name stays whole if labels
    say all of it or none, if what is left is the name of another topic, and if its last word ends
    no label: "Two-player & party games" would be "Two-player". So do names of branches and areas,
    which promise more than one shop holds.

    Args:
        case: A topic with a ``guide_name``.
        vector_of: Unit vector of every part, shape (dimensions,).
        taken: Folded names of other topics.

    Returns:
        The name.
    """
    name = case.guide_name or ""
    if not case.parent_id or case.terms:
        return name
    parts = name_parts(name)
    words = [set(fold(label).split()) for label in case.labels]
    kept = []
    for part in parts:
        own = set(fold(part).split())
        near = float((case.vectors @ vector_of[part]).max()) if len(case.vectors) else 0.0
        if near >= _SAYS or any(own & label for label in words):
            kept.append(part)
    if not kept or len(kept) == len(parts):
        return name
    if kept[-1] != parts[-1] and _end(kept[-1]) not in {_end(label) for label in case.labels}:
        return name
    head, last = kept[:-1], kept[-1]
    shorter = display_name(f"{', '.join(head)} & {last}" if head else last)
    others = {fold(label) for label in case.labels} | taken
    return name if fold(shorter) in others else shorter


def _end(text: str) -> str:
    return fold(text.split()[-1])
