"""What a namer is asked and what it answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from hobby_profiles.taxonomy.base import Vectors


@dataclass(frozen=True)
class NamingCase:
    """One inner topic to name.

    Attributes:
        topic_id: Id of the topic.
        labels: Labels of the leaf topics under it, the most used first.
        counts: Products of each label, same length as ``labels``.
        child_labels: One most used label for each direct child.
        parent_id: Id of its parent, empty at the top level.
        parent_name: Name of its parent, empty at the top level.
        sibling_labels: Most used labels of its siblings, which the name must not cover.
        guide_name: Name of the reviewed area that the topic was made for, if any.
        vectors: Unit rows of ``labels``, shape (number of labels, dimensions).
        sibling_counts: Products of each of them, same length as ``sibling_labels``.
        sibling_vectors: Unit centroids of the siblings, shape (number of siblings, dimensions).
        terms: Reviewed terms for groups of the area that the topic is in.
        taken_names: Names of other inner topics and of leaves, folded.
    """

    topic_id: str
    labels: tuple[str, ...]
    counts: tuple[int, ...]
    child_labels: tuple[str, ...]
    parent_id: str
    parent_name: str
    sibling_labels: tuple[str, ...]
    guide_name: str | None
    vectors: Vectors
    sibling_vectors: Vectors
    terms: tuple[str, ...] = ()
    taken_names: frozenset[str] = frozenset()
    sibling_counts: tuple[int, ...] = ()


@dataclass(frozen=True)
class GivenName:
    """A namer's answer.

    Attributes:
        name: A short, general name; empty if the namer has none, and then the next best is used.
        source: Where the name comes from, for example ``guide``, ``lexicon`` or ``labels``.
        score: How well the name fits, in [0, 1].
    """

    name: str
    source: str
    score: float


class Namer(Protocol):
    """Gives names to inner topics; the topics of one call are on one level of the tree."""

    def name(self, cases: Sequence[NamingCase]) -> list[GivenName]:
        """Return one answer a case, in order; siblings are in one call."""
        ...
