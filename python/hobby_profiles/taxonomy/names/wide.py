"""Wide names: an inner topic never takes the name of a topic under it.

"Camping" under "Camping" would say the same twice. The topic that people mean keeps the name; the
one above it says what else is in it: "Camping & campfires".
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hobby_profiles.language import pack
from hobby_profiles.taxonomy.base import Vectors
from hobby_profiles.taxonomy.names.words import fold, joined, words

_LONGEST_NAME = 34
_MORE = "more"
# "Pasta lover" is no part of a topic, but somebody.
_FANS = "fan"
# The second part is about something else than the first, but not about anything.
_LEAST_COSINE, _MOST_COSINE = 0.25, 0.85
_WEIGHT_FIT = 0.5
# A brand or a series says less of what else there is than a common word does.
_PENALTY_PROPER = 0.3


@dataclass(frozen=True)
class Part:
    """A topic under the one to name.

    Attributes:
        name: Its name, as it would stand inside a sentence.
        count: Its products.
        vector: Its unit vector.
        is_cultural: Whether it is what people are fans of, where names are the rule.
    """

    name: str
    count: int
    vector: Vectors
    is_cultural: bool = False


def wide_name(
    name: str, general: Vectors, centre: Vectors, parts: Sequence[Part], taken: Collection[str]
) -> str:
    """Join a name with the part that says most of what else is in the topic.

    Args:
        name: The name that a topic below has too.
        general: Unit vector of that topic.
        centre: Unit vector of the inner topic.
        parts: What else is under it.
        taken: Folded names that are taken.

    Returns:
        A name of two parts; "<name> & more" where no other part has a name that fits.
    """
    own = set(fold(name).split())
    total = np.log1p(max((part.count for part in parts), default=0)) or 1.0
    ranked: list[tuple[float, str]] = []
    for part in parts:
        said = set(fold(part.name).split())
        cosine = _cosine(part.vector, general)
        wide = joined(name, part.name)
        if (
            not said
            or " & " in part.name
            or _FANS in pack().light_classes(words(part.name)[-1])
            or own <= said
            or said <= own
            or not _LEAST_COSINE <= cosine <= _MOST_COSINE
            or len(wide) > _LONGEST_NAME
            or fold(wide) in taken
        ):
            continue
        score = np.log1p(part.count) / total + _WEIGHT_FIT * _cosine(part.vector, centre)
        score -= _PENALTY_PROPER * (not part.is_cultural and _has_proper_name(part.name))
        ranked.append((-round(float(score), 6), wide))
    return min(ranked)[1] if ranked else f"{name} & {_MORE}"


def _has_proper_name(name: str) -> bool:
    """Whether a word of a name has a capital and is no abbreviation."""
    return any(word != word.lower() and not word.isupper() for word in name.split())


def _cosine(left: NDArray[np.float32], right: NDArray[np.float32]) -> float:
    return round(float(left.astype(np.float64) @ right), 6)
