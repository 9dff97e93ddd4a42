"""Where a phrase is mentioned: in the titles and the topics of product texts."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from hobby_profiles.language import pack

_MAX_TEXTS = 200


class Mentions:
    """Product texts, findable by the words of some phrases in their titles and topics."""

    def __init__(self, usage: pd.DataFrame, phrases: Iterable[str]) -> None:
        """Index the texts.

        Args:
            usage: topic_label, text_hash and, where titles are to be read, product_name: one row
                per topic and text.
            phrases: What will be asked for; other words are not indexed.
        """
        stems = pack().title_stems
        wanted = frozenset[str]().union(*(stems(phrase) for phrase in phrases))
        said_by = {label: stems(label) & wanted for label in usage["topic_label"].unique()}
        self._topics: list[list[str]] = []
        self._holders: dict[str, list[int]] = {}
        ordered = usage.sort_values(["text_hash", "topic_label"], kind="stable")
        firsts = ordered.drop_duplicates("text_hash")
        names = (
            firsts["product_name"].fillna("") if "product_name" in firsts else [""] * len(firsts)
        )
        for at, ((_, topics), name) in enumerate(
            zip(ordered.groupby("text_hash", sort=True)["topic_label"], names, strict=True)
        ):
            self._topics.append(sorted(set(topics)))
            said = (stems(str(name)) & wanted).union(*(said_by[label] for label in topics))
            for word in said:
                self._holders.setdefault(word, []).append(at)

    def topics_beside(self, phrase: str) -> tuple[list[list[str]], float]:
        """Topics of the texts that say most of a phrase's words.

        Args:
            phrase: A label, whether or not any text carries it.

        Returns:
            For each such text, at most 200, its topics but the phrase itself; and the share in
            [0, 1] of the phrase that they say, rare words counting more.
        """
        said = pack().title_stems(phrase)
        rarity = {word: self._rarity(word) for word in sorted(said)}
        found: dict[int, float] = {}
        for word, weight in rarity.items():
            for at in self._holders.get(word, ()):
                found[at] = found.get(at, 0.0) + weight
        if not found:
            return [], 0.0
        most = max(found.values())
        best = sorted(at for at, share in found.items() if share >= most - 1e-9)[:_MAX_TEXTS]
        own = pack().normal_form(phrase)
        beside = [
            [topic for topic in self._topics[at] if pack().normal_form(topic) != own] for at in best
        ]
        return [topics for topics in beside if topics], most / sum(rarity.values())

    def _rarity(self, word: str) -> float:
        return float(np.log((2 + len(self._topics)) / (1 + len(self._holders.get(word, ())))))
