"""Sensitive topics: what the terms of the reviewed list say about a text, in any language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from hobby_profiles.labels.reference import read_reference
from hobby_profiles.labels.sensitive.patterns import Place, TermFinder, read_term
from hobby_profiles.language.folding import folded_words
from hobby_profiles.language.writing import Writing

SENSITIVE_TOPICS = (
    "health",
    "religion",
    "sexuality",
    "politics",
    "ethnicity",
    "minors",
    "hardship",
)
_ANY = "any"
_GUARD_DISTANCE = 6
"""Words between a term and a guard that still speak of one thing; a title is a list of things."""


class ListedTerms:
    """Tells by the terms of a reviewed list alone what topic a text touches.

    The list has three roles. A term of role ``block`` makes a text sensitive that contains it. A
    term of role ``allow`` ("cross stitch", "god of war") takes back what lies inside it. A word of
    role ``guard`` that stands at most six words before or after a term takes it back if it is of
    its topic: "dog anxiety relief" tells nothing about a person's health. All languages of the
    list are searched in every text, as titles mix them.
    """

    def __init__(self, rows: pd.DataFrame) -> None:
        """Read the list.

        Args:
            rows: ``term`` in the notation of `read_term`, ``topic`` (one of `SENSITIVE_TOPICS`,
                or ``any``), ``role``, ``language``.
        """
        self._writing = Writing(rows["language"].unique(), rows["term"])
        by_role = {
            role: [
                read_term(term, topic)
                for term, topic in rows.loc[rows["role"] == role, ["term", "topic"]].itertuples(
                    index=False
                )
            ]
            for role in ("block", "allow", "guard")
        }
        self._blocked = TermFinder(by_role["block"])
        self._allowed = TermFinder(by_role["allow"])
        self._guards = TermFinder(by_role["guard"])
        self.examples = {
            term.text: term.topic for term in by_role["block"] if _is_example(term.text)
        }
        self.harmless = sorted(term.text for term in by_role["allow"] if _is_example(term.text))

    def can_read(self, text: str) -> bool:
        """Tell whether the list can say anything about a text: see `Writing.can_read`."""
        return self._writing.can_read(text)

    def topic_of(self, text: str, category: str = "") -> str | None:
        """Tell what a text touches.

        Args:
            text: A label or a product's name.
            category: Where the product stands in the catalogue; a guard there is near everything.

        Returns:
            The topic of a listed term, ``""`` if all of them are taken back, None without any.
        """
        words = folded_words(text)
        blocked = self._blocked.find(words)
        allowed = [place for _, places in self._allowed.find(words) for place in places]
        if not blocked:
            return "" if allowed else None
        guards = self.guards_in(words)
        for topic in self.guards_in(folded_words(category)):
            guards[topic].append((0, len(words)))
        topics = {
            term.topic
            for term, places in blocked
            if not any(_is_inside(place, allowed) for place in places)
            and not any(_is_near(place, guards[term.topic]) for place in places)
        }
        return min(topics, key=SENSITIVE_TOPICS.index) if topics else ""

    def guards_in(self, words: Sequence[str]) -> dict[str, list[Place]]:
        """Places of the guards of each topic.

        Args:
            words: What `folded_words` returns.

        Returns:
            Places by topic; any topic may be asked for.
        """
        found: dict[str, list[Place]] = defaultdict(list)
        for guard, places in self._guards.find(words):
            found[guard.topic] += places
        return found


def _is_example(text: str) -> bool:
    """Whether a term is a phrase that a label could be."""
    return not set("*&") & set(text)


def _is_inside(place: Place, outer: Sequence[Place]) -> bool:
    return any(start <= place[0] and place[1] <= end for start, end in outer)


def _is_near(place: Place, guards: Sequence[Place]) -> bool:
    """Whether a guard stands beside the place or around it; a word of the term guards nothing."""
    return any(
        0 <= place[0] - end <= _GUARD_DISTANCE
        or 0 <= start - place[1] <= _GUARD_DISTANCE
        or (start <= place[0] and place[1] <= end and (start, end) != place)
        for start, end in guards
    )


def load_listed_terms(path: Path) -> ListedTerms:
    """Read the list from a CSV file, to be used without an embedding model.

    Args:
        path: The file; a relative path is looked up in the working directory, then in the project.

    Returns:
        The list, ready to use.

    Raises:
        InputError: If the file is missing, lacks a column or names an unknown topic or role.
    """
    return ListedTerms(read_list(path))


def read_list(path: Path) -> pd.DataFrame:
    """Read the rows of the list.

    Args:
        path: See `load_listed_terms`.

    Returns:
        ``term``, ``topic``, ``role``, ``language``, ``reason``.

    Raises:
        InputError: See `load_listed_terms`.
    """
    return read_reference(
        path,
        setting="hobby__sensitive_topics",
        columns=("term", "topic", "role", "language", "reason"),
        allowed={"topic": (*SENSITIVE_TOPICS, _ANY), "role": ("block", "allow", "guard")},
    )
