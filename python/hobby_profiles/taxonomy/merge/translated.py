"""Labels in other languages, as merging compares them."""

from __future__ import annotations

import numpy as np

from hobby_profiles.language.translations import english_labels
from hobby_profiles.taxonomy.base import Embed, Vectors


def read_in_english(labels: list[str], vectors: Vectors, embed: Embed) -> tuple[list[str], Vectors]:
    """Read labels as English ones.

    Args:
        labels: n labels in any language.
        vectors: Unit rows, shape (n, d).
        embed: Embeds phrases.

    Returns:
        What each label is read as, itself where nothing is known of it; and the vectors of that.
    """
    reading = english_labels(labels)
    said = [reading[label] for label in labels]
    changed = np.flatnonzero([one != other for one, other in zip(labels, said, strict=True)])
    if len(changed):
        vectors = vectors.copy()
        vectors[changed] = embed([said[row] for row in changed])
    return said, vectors
