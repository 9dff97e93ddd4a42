"""Look-ups over a tree table that naming needs, and the rules that keep its names apart."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import chain, count

import numpy as np
import pandas as pd

from hobby_profiles.taxonomy.base import Vectors
from hobby_profiles.taxonomy.names.cases import GivenName, NamingCase
from hobby_profiles.taxonomy.names.words import fold, joined, name_key
from hobby_profiles.taxonomy.names.written import CULTURAL, Writing, inside_sentence

_WHOLE = "All"
_OF_LABELS = frozenset({"label", "labels", "pair"})


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
        self._leaf_names = frozenset(map(fold, self._label.values()))

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

    def whole_names(self, names: Mapping[str, GivenName]) -> dict[str, GivenName]:
        """New names of reviewed areas that are called like a leaf, mostly one under them.

        An area "Camping" may hold a leaf "Camping" beside "Campfires"; the leaf keeps the name,
        as what people mean, and the area becomes "All camping".
        """
        leaf_names = {name_key(names[leaf].name) for leaf in self._label}
        return {
            topic: replace(given, name=f"{_WHOLE} {self._inside(topic, given.name)}")
            for topic, given in names.items()
            if topic not in self._label and name_key(given.name) in leaf_names
        }

    def _inside(self, topic: str, name: str) -> str:
        """A name inside another one; what people are fans of, in one word, keeps its capital."""
        is_own = self._kind[topic] == CULTURAL and " " not in name
        return name if is_own else inside_sentence(name)

    def told_apart(
        self, names: Mapping[str, GivenName], kept: Collection[str]
    ) -> dict[str, GivenName]:
        """New names of topics called like another one, or like a leaf under them.

        Those in ``kept`` stay.
        A repeated name says what else is in its topic, the most used first; where that is taken
        too, a number tells the two apart.
        """
        inner = [topic for level in self.inner_levels() for topic in level]
        order = [*kept, *(topic for topic in (*self._label, *inner) if topic not in kept)]
        exact, folded = set[str](), set[str]()
        renamed: dict[str, GivenName] = {}
        for topic in order:
            name = names[topic].name
            is_inner = topic not in self._label
            parts = [names[leaf].name for leaf in self._below[topic]] if is_inner else []
            below = {name_key(part) for part in parts}
            if name.casefold() in exact or (
                is_inner and (fold(name) in folded or name_key(name) in below)
            ):
                others = [joined(name, inside_sentence(part)) for part in parts]
                numbered = (f"{name} {number}" for number in count(2))
                name = next(
                    other
                    for other in chain(others, numbered)
                    if other.casefold() not in exact
                    and fold(other) not in folded
                    and name_key(other) not in below
                )
                renamed[topic] = replace(names[topic], name=name)
            exact.add(name.casefold())
            if is_inner:
                folded.add(fold(name))
        return renamed

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
            sibling_counts=tuple(self._count[self._below[other][0]] for other in siblings),
            guide_name=self._guide.get(topic),
            vectors=self._rows(labels),
            sibling_vectors=np.stack([self._centre[other] for other in siblings])
            if siblings
            else np.zeros((0, dimensions), dtype=np.float32),
            terms=tuple(self._terms.get(self._area_of(topic), ())),
            taken_names=(taken | self._leaf_names) - {fold(self._guide.get(topic, ""))},
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
