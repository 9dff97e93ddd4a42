"""How a phrase is used where it is mentioned: in the titles and labels of labelled texts."""

from __future__ import annotations

import numpy as np
import pandas as pd

from hobby_profiles.language import pack

_MAX_TEXTS = 200


class Mentions:
    """Labelled texts, findable by the words of their titles and labels."""

    def __init__(self, texts: pd.DataFrame) -> None:
        """Index the texts.

        Args:
            texts: product_name, category_path, label: one row per text and accepted label.
        """
        grouped = texts.groupby(["product_name", "category_path"], sort=True)["label"]
        self._labels = [sorted(found) for _, found in grouped]
        self._holders: dict[str, set[int]] = {}
        for at, (name, found) in enumerate(grouped):
            for word in {
                *pack().words(str(name[0])),
                *(part for label in found for part in pack().words(label)),
            }:
                self._holders.setdefault(pack().stem(word), set()).add(at)

    def labels_beside(self, phrase: str) -> tuple[list[list[str]], float]:
        """Labels of the texts that say most of a phrase's words.

        Args:
            phrase: A label, whether or not any text carries it.

        Returns:
            For each such text, at most 200, its labels but the phrase itself; and the share in
            [0, 1] of the phrase that they say, rare words counting more.
        """
        said = [pack().stem(word) for word in pack().content_words(phrase)]
        total = sum(self._rarity(word) for word in said)
        found: dict[int, float] = {}
        for word in said:
            for at in self._holders.get(word, ()):
                found[at] = found.get(at, 0.0) + self._rarity(word)
        if not found:
            return [], 0.0
        most = max(found.values())
        best = sorted(at for at, share in found.items() if share >= most - 1e-9)[:_MAX_TEXTS]
        own = pack().normal_form(phrase)
        beside = [
            [label for label in self._labels[at] if pack().normal_form(label) != own] for at in best
        ]
        return [labels for labels in beside if labels], most / total

    def _rarity(self, word: str) -> float:
        return float(np.log(len(self._labels) / (1 + len(self._holders.get(word, ())))))
