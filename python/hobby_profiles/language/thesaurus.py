"""A thesaurus of hobby words: phrases that mean the same, as reviewed reference data."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pandas as pd


class Thesaurus:
    """Groups of phrases of one meaning.

    A phrase that is a whole label is rewritten to the first phrase of its group; one marked as a
    part ("sci-fi" for "science fiction") also inside longer labels.
    """

    def __init__(
        self,
        entries: pd.DataFrame,
        split: Callable[[str], tuple[str, ...]],
        key: Callable[[str], str],
    ) -> None:
        """Index the entries.

        Args:
            entries: synonym_group (its first phrase), phrase, is_part.
            split: Phrase to its content words.
            key: Phrase to what its inflected forms share.
        """
        self._entries = entries
        self._split = split
        self._key = key
        self._whole: dict[str, tuple[str, ...]] = {}
        self._parts: dict[tuple[str, ...], tuple[str, ...]] = {}
        for group, phrase, is_part in zip(
            entries["synonym_group"], entries["phrase"], entries["is_part"], strict=True
        ):
            head = split(group)
            self._whole[key(phrase)] = head
            if is_part:
                self._parts[split(phrase)] = head
        self._longest = max((len(part) for part in self._parts), default=0)

    def emptied(self) -> Thesaurus:
        """The same thesaurus without an entry, so as to measure without it."""
        return Thesaurus(self._entries.iloc[:0], self._split, self._key)

    def rewrite(self, parts: tuple[str, ...]) -> tuple[str, ...]:
        """Replace the words of a label by those that stand for its meaning, where known."""
        parts = self._whole.get(self._key(" ".join(parts)), parts)
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
                self._entries["phrase"].map(self._key),
                self._entries["synonym_group"],
                strict=True,
            )
        )
        known = set()
        for left, right in pairs:
            group = groups.get(self._key(left))
            if group is not None and group == groups.get(self._key(right)):
                known.add(group)
        kept = self._entries[~self._entries["synonym_group"].isin(known)]
        return Thesaurus(kept, self._split, self._key)
