"""Which labels are sensitive: by the terms of the reviewed list, and by likeness to them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from hobby_profiles.embedding import EmbeddingModel, embed_texts
from hobby_profiles.labels.sensitive.terms import ListedTerms, read_list
from hobby_profiles.language import pack
from hobby_profiles.language.folding import folded_words

UNSCREENED = "unscreened"
"""What stands for a topic where the list has no language that the text could be read in."""

_MIN_COSINE = 0.72
_MARGIN = 0.05


class SensitiveTopics:
    """Finds sensitive labels by a reviewed list of terms, and by likeness to it.

    The list is read as by `ListedTerms`; a term of role ``allow`` also is an example of a harmless
    label.
    """

    def __init__(self, rows: pd.DataFrame, model: EmbeddingModel) -> None:
        """Read the list.

        Args:
            rows: See `ListedTerms`.
            model: Gives the vectors by which unlisted labels are compared with the list.
        """
        self._model = model
        self._listed = ListedTerms(rows)

    def find(self, labels: Sequence[str], harmless: Sequence[str]) -> dict[str, str]:
        """Find the sensitive ones among labels.

        A label that the list cannot read is sensitive, as nobody knows what it says. One without a
        listed term is sensitive by likeness when its cosine to a listed term is at least 0.72 and
        0.05 above that to the nearest harmless label, and no word in common explains it ("gun
        collecting" is near "gun control" for the word, not for the politics).

        Args:
            labels: Distinct labels.
            harmless: More labels known as harmless; those with a listed term are left out.

        Returns:
            Topic of each sensitive label, `UNSCREENED` for one that cannot be read; a harmless one
            is not in it.
        """
        found = {label: UNSCREENED for label in labels if not self._listed.can_read(label)}
        by_term = self._listed.topic_of
        listed = {label: by_term(label) for label in labels if label not in found}
        rest = [label for label, topic in listed.items() if topic is None]
        found |= {label: topic for label, topic in listed.items() if topic}
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
            plain = pack().plain_words
            shares_word = set(plain(terms[nearest])) & set(plain(label))
            if is_close and not shares_word and not self._is_guarded(label, topic):
                found[label] = topic
        return found

    def _is_guarded(self, label: str, topic: str) -> bool:
        return topic in self._listed.guards_in(folded_words(label))


def load_sensitive_topics(path: Path, model: EmbeddingModel) -> SensitiveTopics:
    """Read the list from a CSV file.

    Args:
        path: The file; a relative path is looked up in the working directory, then in the project.
        model: See `SensitiveTopics`.

    Returns:
        The list, ready to use.

    Raises:
        InputError: See `read_list`.
    """
    return SensitiveTopics(read_list(path), model)
