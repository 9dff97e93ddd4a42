"""Sensitive topics: which labels touch health, religion, sexuality, politics, origin or minors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from hobby_profiles.embedding import EmbeddingModel, embed_texts
from hobby_profiles.labels.reference import read_reference
from hobby_profiles.language import pack

SENSITIVE_TOPICS = ("health", "religion", "sexuality", "politics", "ethnicity", "minors")
_ANY = "any"
_MIN_COSINE = 0.72
_MARGIN = 0.05

Words = tuple[str, ...]


class ListedTerms:
    """Tells by the terms of a reviewed list alone what topic a text touches.

    The list has three roles. A term of role ``block`` makes a text sensitive that contains it as
    whole words. A term of role ``allow`` ("cross stitch", "god of war") takes back what lies inside
    it. A word of role ``guard`` anywhere in the text takes back its topic: "dog anxiety relief"
    tells nothing about a person's health.
    """

    def __init__(self, rows: pd.DataFrame) -> None:
        """Read the list.

        Args:
            rows: ``term``, ``topic`` (one of `SENSITIVE_TOPICS`, or ``any``), ``role``.
        """
        self._topics: dict[Words, str] = {}
        self._blocked: dict[str, list[Words]] = defaultdict(list)
        self._allowed: dict[str, list[Words]] = defaultdict(list)
        self.guards: dict[str, set[str]] = defaultdict(set)
        examples: dict[str, str] = {}
        harmless: set[str] = set()
        for term, topic, role in rows[["term", "topic", "role"]].itertuples(index=False):
            key = pack().plain_words(term)
            if role == "guard":
                self.guards[topic].update(key)
            elif role == "allow":
                self._allowed[key[0]].append(key)
                harmless.add(term)
            elif key not in self._topics:
                self._topics[key] = topic
                self._blocked[key[0]].append(key)
                examples[term] = topic
        self.examples = dict(sorted(examples.items()))
        self.harmless = sorted(harmless)

    def topic_of(self, text: str) -> str | None:
        """Topic of a text with a listed term, ``""`` if all of them are taken back, else None."""
        key = pack().plain_words(text)
        allowed = [place for place, _ in _places(key, self._allowed)]
        terms = [(place, self._topics[term]) for place, term in _places(key, self._blocked)]
        topics = [
            topic
            for (start, end), topic in terms
            if not any(low <= start and end <= high for low, high in allowed)
            and not self.guards[topic] & set(key)
        ]
        if topics:
            return min(topics, key=SENSITIVE_TOPICS.index)
        return "" if terms or allowed else None


class SensitiveTopics:
    """Finds sensitive labels by a reviewed list of terms, and by likeness to it.

    The list is read as by `ListedTerms`; a term of role ``allow`` also is an example of a harmless
    label.
    """

    def __init__(self, rows: pd.DataFrame, model: EmbeddingModel) -> None:
        """Read the list.

        Args:
            rows: ``term``, ``topic`` (one of `SENSITIVE_TOPICS`, or ``any``), ``role``.
            model: Gives the vectors by which unlisted labels are compared with the list.
        """
        self._model = model
        self._listed = ListedTerms(rows)

    def find(self, labels: Sequence[str], harmless: Sequence[str]) -> dict[str, str]:
        """Find the sensitive ones among labels.

        A label without a listed term is sensitive by likeness when its cosine to a listed term is
        at least 0.72 and 0.05 above that to the nearest harmless label, and no word in common
        explains it ("gun collecting" is near "gun control" for the word, not for the politics).

        Args:
            labels: Distinct labels.
            harmless: More labels known as harmless; those with a listed term are left out.

        Returns:
            Topic of each sensitive label; a harmless one is not in it.
        """
        by_term = self._listed.topic_of
        listed = {label: by_term(label) for label in labels}
        rest = [label for label in labels if listed[label] is None]
        found = {label: topic for label, topic in listed.items() if topic}
        return found | self._alike(rest, [other for other in harmless if not by_term(other)])

    def _alike(self, labels: list[str], harmless: list[str]) -> dict[str, str]:
        if not labels or not self._listed.examples:
            return {}
        terms = list(self._listed.examples)
        vectors = embed_texts(labels, model=self._model).astype(float)
        to_terms = vectors @ embed_texts(terms, model=self._model).astype(float).T
        others = sorted({*self._listed.harmless, *harmless} - set(labels)) or [""]
        to_harmless = vectors @ embed_texts(others, model=self._model).astype(float).T
        found = {}
        for row, label in enumerate(labels):
            nearest = int(to_terms[row].argmax())
            topic = self._listed.examples[terms[nearest]]
            is_close = to_terms[row, nearest].round(6) >= max(
                _MIN_COSINE, to_harmless[row].max().round(6) + _MARGIN
            )
            taken_back = self._listed.guards[topic] | set(pack().plain_words(terms[nearest]))
            if is_close and not taken_back & set(pack().plain_words(label)):
                found[label] = topic
        return found


def _places(key: Words, by_head: dict[str, list[Words]]) -> Iterator[tuple[tuple[int, int], Words]]:
    """Places (start, end) where listed words stand in a label."""
    for start, word in enumerate(key):
        for term in by_head.get(word, ()):
            if key[start : start + len(term)] == term:
                yield (start, start + len(term)), term


def load_sensitive_topics(path: Path, model: EmbeddingModel) -> SensitiveTopics:
    """Read the list from a CSV file.

    Args:
        path: The file; a relative path is looked up in the working directory, then in the project.
        model: See `SensitiveTopics`.

    Returns:
        The list, ready to use.

    Raises:
        InputError: If the file is missing, lacks a column or names an unknown topic or role.
    """
    return SensitiveTopics(_read(path), model)


def load_listed_terms(path: Path) -> ListedTerms:
    """Read the list from a CSV file, to be used without an embedding model.

    Args:
        path: See `load_sensitive_topics`.

    Returns:
        The list, ready to use.

    Raises:
        InputError: See `load_sensitive_topics`.
    """
    return ListedTerms(_read(path))


def _read(path: Path) -> pd.DataFrame:
    return read_reference(
        path,
        setting="hobby__sensitive_topics",
        columns=("term", "topic", "role", "reason"),
        allowed={"topic": (*SENSITIVE_TOPICS, _ANY), "role": ("block", "allow", "guard")},
    )
