"""The labels that may be given: those of the memory, and well-known names of hobbies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from hobby_profiles.embedding import EmbeddingModel, embed_texts
from hobby_profiles.labels.memory import Memory
from hobby_profiles.labels.reference import read_reference
from hobby_profiles.labels.texts.views import stems

SAME_HOBBY_COSINE = 0.60
"""Labels at least this close count as one hobby when votes are pooled and hits are counted."""

KINDS = ("lifestyle", "activity", "profession", "lifestage", "style", "cultural affinity")
"""Kinds of hobby."""

_LONGEST_PHRASE = 3
_LABELS_PER_BLOCK = 1024
_FAIR_BACKING = 0.15


@dataclass(frozen=True)
class Vocabulary:
    """Labels in alphabetical order, with their vectors and words.

    Attributes:
        labels: ``L`` labels.
        vectors: (L, d) vectors.
        stems: Stems of each label's words, each once.
    """

    labels: list[str]
    vectors: NDArray[np.float32]
    stems: list[frozenset[str]]

    @classmethod
    def of(cls, labels: Iterable[str], *, model: EmbeddingModel) -> Vocabulary:
        """Make a vocabulary of labels, each once, whatever their order."""
        distinct = sorted(set(labels))
        words = [frozenset(stems(label)) for label in distinct]
        return cls(distinct, embed_texts(distinct, model=model), words)

    def __len__(self) -> int:
        return len(self.labels)

    @cached_property
    def alike(self) -> sparse.csr_array:
        """Which labels mean the same as which: (L, L) of 0 and 1, by a cosine of 0.6."""
        blocks = [
            sparse.csr_array(
                (self.vectors[start : start + _LABELS_PER_BLOCK] @ self.vectors.T)
                >= SAME_HOBBY_COSINE
            )
            for start in range(0, len(self), _LABELS_PER_BLOCK)
        ]
        if not blocks:
            return sparse.csr_array((0, 0), dtype=np.float32)
        return sparse.vstack(blocks, format="csr").astype(np.float32)

    @cached_property
    def forms(self) -> NDArray[np.int64]:
        """(L,) equal numbers for labels of the same words: "dog owner" and "dog owners"."""
        numbers: dict[frozenset[str], int] = {}
        return np.array([numbers.setdefault(words, len(numbers)) for words in self.stems], int)

    def row_of(self, labels: pd.Series) -> NDArray[np.int64]:
        """Row numbers of labels."""
        rows = {label: row for row, label in enumerate(self.labels)}
        return np.asarray(labels.map(rows), dtype=np.int64)


class PhraseIndex:
    """Finds labels whose words stand together in a title, in any order and inflection."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        index: dict[frozenset[str], list[int]] = defaultdict(list)
        for row, words in enumerate(vocabulary.stems):
            if 1 <= len(words) <= _LONGEST_PHRASE:
                index[words].append(row)
        self._index = dict(index)

    def find(self, title: tuple[str, ...], most: int) -> list[int]:
        """Find labels in a title.

        Args:
            title: Stems of the title's words, in order.
            most: Most labels to return.

        Returns:
            Row numbers in the vocabulary, longest phrases first, then in the order of the title.
        """
        found: dict[int, None] = {}
        for length in range(_LONGEST_PHRASE, 0, -1):
            for start in range(len(title) - length + 1):
                for row in self._index.get(frozenset(title[start : start + length]), ()):
                    found.setdefault(row)
                if len(found) >= most:
                    return list(found)[:most]
        return list(found)


def outdone(
    labels: NDArray[np.int64],
    backing: NDArray[np.float32],
    text: frozenset[str],
    vocabulary: Vocabulary,
) -> NDArray[np.bool_]:
    """Tell which labels say more than the text does: "cat owner" on dog food, "kids makeup".

    Such a label is alike another one (cosine of 0.6) and shares a word with it, but no word of its
    own stands in the text, while all words of the other's own do (or it has none: "makeup"). A
    label that the neighbours themselves have is left alone, unless the text names the other.

    Args:
        labels: Rows in the vocabulary.
        backing: Share of the neighbours' votes for exactly this label.
        text: Stems of the text.
        vocabulary: Labels with their words.

    Returns:
        For each label whether one of the others outdoes it.
    """
    alike = vocabulary.vectors[labels] @ vocabulary.vectors[labels].T >= SAME_HOBBY_COSINE
    is_outdone = np.zeros(len(labels), dtype=bool)
    for weak, strong in zip(*np.nonzero(alike), strict=True):
        words, others = vocabulary.stems[labels[weak]], vocabulary.stems[labels[strong]]
        own, named = words - others, others - words
        if own and words & others and named <= text and not own & text:
            is_outdone[weak] |= bool(named) or backing[weak] < _FAIR_BACKING
    return is_outdone


def labels_that_may_be_given(memory: Memory, known_hobbies: Path) -> list[str]:
    """Collect the labels of a memory that were ever graded 3 or more, traps, and hobby names.

    Args:
        memory: Labelled examples.
        known_hobbies: CSV file with the columns ``hobby`` and ``kind``.

    Returns:
        The labels, without repeats.
    """
    remembered = memory.labels.loc[memory.labels["fit_grade"] >= 3, "label"]
    traps = memory.traps["label"]
    return sorted({*remembered, *traps, *read_known_hobbies(known_hobbies)["hobby"]})


def read_known_hobbies(path: Path) -> pd.DataFrame:
    """Read the reviewed list of hobby names and their kinds.

    Args:
        path: CSV file with the columns ``hobby`` (lower case) and ``kind``.

    Returns:
        Those columns.

    Raises:
        InputError: If the file cannot be used.
    """
    return read_reference(
        path,
        setting="hobby__known_hobbies",
        columns=("hobby", "kind"),
        allowed={"kind": KINDS},
    )
