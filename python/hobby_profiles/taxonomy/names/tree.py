"""Names of topics: what a namer is asked, and how a whole tree is named level by level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
import pandas as pd

from hobby_profiles.taxonomy.base import Vectors
from hobby_profiles.taxonomy.names.wide import Part, wide_name
from hobby_profiles.taxonomy.names.words import display_name, fold, name_key
from hobby_profiles.taxonomy.names.written import CULTURAL, Writing, inside_sentence

_OF_LABELS = frozenset({"label", "labels", "pair"})

NAME_COLUMNS = ["topic_id", "topic_name", "kind", "name_source", "name_score"]


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
        sibling_vectors: Unit centroids of the siblings, shape (number of siblings, dimensions).
        terms: Reviewed terms for groups of the area that the topic is in.
        taken_names: Names of other inner topics and of leaves beside it, folded.
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


def name_tree(
    tree: pd.DataFrame,
    labels: Sequence[str],
    vectors: Vectors,
    namer: Namer,
    *,
    terms: Mapping[str, Sequence[str]] | None = None,
    writing: Writing | None = None,
) -> pd.DataFrame:
    """Name every topic of a tree, top level first, so that each case knows its parent's name.

    Args:
        tree: Topics as :func:`hobby_profiles.taxonomy.tree.build.build_tree` makes them.
        labels: Labels that ``vectors`` belongs to; holds every ``topic_label`` of the tree.
        vectors: Unit rows, shape (number of labels, dimensions).
        namer: Who names inner topics. Leaf topics take their label in display form.
        terms: Reviewed area to terms for the groups in it.
        writing: How proper names and brands are written; None leaves names as they are.

    Returns:
        One row a topic with the columns of ``NAME_COLUMNS``, sorted by ``topic_id``.
    """
    index = TreeIndex(tree, labels, vectors, terms or {})
    names: dict[str, GivenName] = {
        topic: GivenName(display_name(label), "label", 1.0) for topic, label in index.leaf_labels()
    }
    taken: set[str] = {fold(name) for name in index.guide_names()}
    for level in index.inner_levels():
        cases = [index.case(topic, names, frozenset(taken)) for topic in level]
        for case, given in zip(cases, namer.name(cases), strict=True):
            names[case.topic_id] = given
            taken.add(fold(given.name))
    if writing is not None:
        names |= index.written(names, writing)
    names |= index.wide_names(names)
    rows = [
        (topic, names[topic].name, kind, names[topic].source, round(names[topic].score, 6))
        for topic, kind in zip(tree["topic_id"], tree["kind"], strict=True)
    ]
    frame = pd.DataFrame(rows, columns=NAME_COLUMNS).sort_values("topic_id", ignore_index=True)
    text = dict.fromkeys(NAME_COLUMNS[:4], "string")
    return frame.astype(text | {"name_score": "float64"})


class TreeIndex:
    """Look-ups over a tree table that naming needs: leaves, siblings and centroids of a topic."""

    def __init__(
        self,
        tree: pd.DataFrame,
        labels: Sequence[str],
        vectors: Vectors,
        terms: Mapping[str, Sequence[str]],
    ) -> None:
        self._terms = terms
        self._row_of = {label: row for row, label in enumerate(labels)}
        self._vectors = vectors
        ordered = tree.sort_values("topic_id", ignore_index=True)
        self._parent: dict[str, str | None] = {}
        self._children: dict[str | None, list[str]] = {}
        self._label: dict[str, str] = {}
        self._count: dict[str, int] = {}
        self._guide: dict[str, str] = {}
        self._depth: dict[str, int] = {}
        self._kind: dict[str, str] = {}
        for row in ordered.to_dict("records"):
            parent = None if pd.isna(row["parent_topic_id"]) else str(row["parent_topic_id"])
            topic = str(row["topic_id"])
            self._parent[topic] = parent
            self._children.setdefault(parent, []).append(topic)
            self._count[topic] = int(row["product_count"])
            self._depth[topic] = int(row["depth"])
            self._kind[topic] = str(row["kind"])
            if row["is_leaf"]:
                self._label[topic] = str(row["topic_label"])
            if pd.notna(row["guide_name"]):
                self._guide[topic] = str(row["guide_name"])
        self._below: dict[str, list[str]] = {topic: [topic] for topic in self._label}
        for topic in sorted(self._depth, key=lambda topic: -self._depth[topic]):
            if topic not in self._label:
                below = [leaf for child in self._children[topic] for leaf in self._below[child]]
                self._below[topic] = sorted(
                    below, key=lambda leaf: (-self._count[leaf], self._label[leaf])
                )
        self._centre = {topic: self._centroid(topic) for topic in self._depth}

    def leaf_labels(self) -> list[tuple[str, str]]:
        """Ids and labels of the leaf topics."""
        return list(self._label.items())

    def inner_levels(self) -> list[list[str]]:
        """Inner topics by depth, the top level first; siblings stand together."""
        inner = [topic for topic in self._depth if topic not in self._label]
        levels = sorted({self._depth[topic] for topic in inner})
        return [
            sorted(
                (topic for topic in inner if self._depth[topic] == level),
                key=lambda topic: (self._parent[topic] or "", topic),
            )
            for level in levels
        ]

    def wide_names(self, names: Mapping[str, GivenName]) -> dict[str, GivenName]:
        """New names of inner topics that are called like a leaf, mostly one under them.

        A topic "Camping" may hold a leaf "camping" beside "campfires"; the leaf keeps the name,
        the topic becomes "Camping & campfires", so that no path says the same twice.
        """
        taken = {fold(given.name) for given in names.values()}
        leaf_of = {name_key(names[leaf].name): leaf for leaf in self._label}
        renamed: dict[str, GivenName] = {}
        for topic in (topic for level in self.inner_levels() for topic in level):
            leaf = leaf_of.get(name_key(names[topic].name))
            if leaf is None:
                continue
            parts = [self._part(child, names) for child in self._parts_of(topic) - {leaf}]
            parts.sort(key=lambda part: part.name)
            general = self._rows([self._label[leaf]])[0]
            wide = wide_name(names[topic].name, general, self._centre[topic], parts, taken)
            renamed[topic] = replace(names[topic], name=wide)
            taken.add(fold(wide))
        return renamed

    def _parts_of(self, topic: str) -> set[str]:
        """Topics under a topic: its children, and the leaves under those."""
        return {*self._children[topic], *self._below[topic]}

    def _part(self, topic: str, names: Mapping[str, GivenName]) -> Part:
        name = inside_sentence(names[topic].name)
        is_cultural = self._kind_of_name(topic) == CULTURAL
        return Part(name, self._count[topic], self._centre[topic], is_cultural)

    def written(self, names: Mapping[str, GivenName], writing: Writing) -> dict[str, GivenName]:
        """Names made of labels with the capitals that people write them with."""
        return {
            topic: replace(given, name=writing.write(given.name, self._kind_of_name(topic)))
            for topic, given in names.items()
            if given.source in _OF_LABELS
        }

    def _kind_of_name(self, topic: str) -> str:
        """The topic's kind, or its parent's where that holds what people are fans of."""
        parent = self._parent[topic]
        is_cultural = parent is not None and self._kind[parent] == CULTURAL
        return CULTURAL if is_cultural else self._kind[topic]

    def guide_names(self) -> list[str]:
        """Names of the reviewed areas that topics were made for."""
        return list(self._guide.values())

    def case(self, topic: str, names: dict[str, GivenName], taken: frozenset[str]) -> NamingCase:
        """The question that a namer is asked about an inner topic."""
        below = self._below[topic]
        parent = self._parent[topic]
        siblings = [other for other in self._children[parent] if other != topic]
        labels = [self._label[leaf] for leaf in below]
        dimensions = self._vectors.shape[1]
        return NamingCase(
            topic_id=topic,
            labels=tuple(labels),
            counts=tuple(self._count[leaf] for leaf in below),
            child_labels=tuple(
                self._label[self._below[child][0]] for child in self._children[topic]
            ),
            parent_id=parent or "",
            parent_name=names[parent].name if parent else "",
            sibling_labels=tuple(self._label[self._below[other][0]] for other in siblings),
            guide_name=self._guide.get(topic),
            vectors=self._rows(labels),
            sibling_vectors=np.stack([self._centre[other] for other in siblings])
            if siblings
            else np.zeros((0, dimensions), dtype=np.float32),
            terms=tuple(self._terms.get(self._area_of(topic), ())),
            taken_names=(taken - {fold(self._guide.get(topic, ""))})
            | {fold(self._label[other]) for other in siblings if other in self._label},
        )

    def _rows(self, labels: Sequence[str]) -> Vectors:
        """Vectors of labels; zeros for a label that no product carries any more."""
        known = [self._row_of.get(label, -1) for label in labels]
        rows = self._vectors[known].copy()
        rows[[row < 0 for row in known]] = 0.0
        return rows

    def _area_of(self, topic: str) -> str:
        """Name of the nearest reviewed area above a topic, empty if there is none."""
        above: str | None = topic
        while above is not None:
            if above in self._guide:
                return self._guide[above]
            above = self._parent[above]
        return ""

    def _centroid(self, topic: str) -> Vectors:
        rows = self._rows([self._label[leaf] for leaf in self._below[topic]])
        weights = np.log1p([self._count[leaf] for leaf in self._below[topic]])
        total = (rows * weights[:, None]).sum(axis=0)
        length = float(np.linalg.norm(total))
        return np.asarray(total / length if length else total, dtype=np.float32)
