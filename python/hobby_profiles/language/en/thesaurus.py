"""A thesaurus of hobby words: phrases that mean the same, as reviewed reference data."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

import pandas as pd

from hobby_profiles.language.en.lexical import content_words, normal_form

_FILE = "hobby_thesaurus.csv"


class Thesaurus:
    """Groups of phrases of one meaning.

    A phrase that is a whole label is rewritten to the first phrase of its group; one marked as a
    part ("sci-fi" for "science fiction") also inside longer labels.
    """

    def __init__(self, entries: pd.DataFrame) -> None:
        """Index the entries.

        Args:
            entries: synonym_group (its first phrase), phrase, is_part.
        """
        self._entries = entries
        self._whole: dict[str, tuple[str, ...]] = {}
        self._parts: dict[tuple[str, ...], tuple[str, ...]] = {}
        for group, phrase, is_part in zip(
            entries["synonym_group"], entries["phrase"], entries["is_part"], strict=True
        ):
            head = content_words(group)
            self._whole[normal_form(phrase)] = head
            if is_part:
                self._parts[content_words(phrase)] = head
        self._longest = max((len(part) for part in self._parts), default=0)

    @classmethod
    def empty(cls) -> Thesaurus:
        """A thesaurus that knows nothing."""
        return cls(pd.DataFrame(columns=["synonym_group", "phrase", "is_part"]))

    def rewrite(self, parts: tuple[str, ...]) -> tuple[str, ...]:
        """Replace the words of a label by those that stand for its meaning, where known."""
        parts = self._whole.get(normal_form(" ".join(parts)), parts)
        found: list[str] = []
        at = 0
        while at < len(parts):
            for size in range(min(self._longest, len(parts) - at), 0, -1):
                known = self._parts.get(parts[at : at + size])
                if known is not None:
                    found.extend(known)
                    at += size
                    break
            else:
                found.append(parts[at])
                at += 1
        return tuple(found)

    def without(self, pairs: Iterable[tuple[str, str]]) -> Thesaurus:
        """Set aside every group that holds both phrases of a pair, so as to measure without it."""
        groups = dict(
            zip(
                self._entries["phrase"].map(normal_form),
                self._entries["synonym_group"],
                strict=True,
            )
        )
        known = set()
        for left, right in pairs:
            group = groups.get(normal_form(left))
            if group is not None and group == groups.get(normal_form(right)):
                known.add(group)
        return Thesaurus(self._entries[~self._entries["synonym_group"].isin(known)])


@lru_cache(maxsize=1)
def shipped_thesaurus() -> Thesaurus:
    """Load the thesaurus that ships with the package."""
    with files("hobby_profiles.language.en").joinpath("data", _FILE).open("rb") as file:
        return Thesaurus(pd.read_csv(file, dtype={"synonym_group": str, "phrase": str}))
