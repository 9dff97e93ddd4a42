"""Which of a text's candidates become its labels."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hobby_profiles.labels.embedded.evidence.candidates import NEIGHBOURS
from hobby_profiles.labels.embedded.evidence.features import FEATURES, Candidates
from hobby_profiles.labels.embedded.learned import Learned
from hobby_profiles.labels.embedded.vocabulary import outdone
from hobby_profiles.labels.memory import Memory

_REPEATED_COSINE = 0.80
"""A label this close to a better one of the same text says nothing new."""

_LEAST_OF_MORE, _LEAST_EXACTNESS = 0.6, 0.1
"""Least relevance and exactness of a further label. Of what is near to a right label much is too
narrow or beside it; settled on the texts that are held out."""

_SUPPORT_COUNT = FEATURES.index("support_count")
_VOTE_EXACT = FEATURES.index("vote_exact")
_WORD_SHARE = FEATURES.index("word_share")
_EXAMPLE_CHARACTERS = 60


@dataclass(frozen=True)
class Choice:
    """A label chosen for a text.

    Attributes:
        label: The label.
        relevance: Probability that it is right, or near to what is.
        exactness: Probability that it is the very label that a reader would give.
        evidence: What it rests on, in words.
        vector: Its vector.
    """

    label: str
    relevance: float
    exactness: float
    evidence: str
    vector: NDArray[np.float32]

    @property
    def score(self) -> float:
        """What labels of a text are ordered by: of several near ones the exact one leads."""
        return self.relevance * math.sqrt(self.exactness)


def choose(
    words: frozenset[str],
    row: int,
    candidates: Candidates,
    relevance: NDArray[np.float64],
    exactness: NDArray[np.float64],
    learned: Learned,
    min_relevance: float,
) -> list[Choice]:
    """Choose among the candidates of a text: relevant enough, none outdone by another.

    Args:
        words: Stems of the text.
        row: Row of the text among those of ``candidates``.
        candidates: Candidates of a block of texts.
        relevance: (n, C) their probabilities to be right.
        exactness: (n, C) likewise to be the very label.
        learned: What was learnt.
        min_relevance: Least probability.

    Returns:
        The labels, in any order.
    """
    vocabulary = learned.vocabulary
    relevant = np.flatnonzero(relevance[row] >= min_relevance)
    labels, backing = candidates.labels[row], candidates.features[row, :, _VOTE_EXACT]
    is_outdone = outdone(labels[relevant], backing[relevant], words, vocabulary)
    return [
        Choice(
            vocabulary.labels[labels[place]],
            float(relevance[row, place]),
            float(exactness[row, place]),
            _evidence(candidates, row, int(place), learned.memory),
            vocabulary.vectors[labels[place]],
        )
        for place in relevant[~is_outdone]
    ]


def without_repeats(choices: list[Choice], most: int) -> list[Choice]:
    """Keep the best labels, each saying something new, and the further ones likely to be exact.

    Args:
        choices: Labels of a text, in any order.
        most: Most labels to keep.

    Returns:
        The best first.
    """
    kept: list[Choice] = []
    for choice in sorted(choices, key=lambda some: (-some.score, some.label)):
        is_likely = choice.relevance >= _LEAST_OF_MORE and choice.exactness >= _LEAST_EXACTNESS
        if kept and not is_likely:
            continue
        alike = [float(other.vector @ choice.vector) for other in kept]
        if max(alike, default=0.0) < _REPEATED_COSINE and len(kept) < most:
            kept.append(choice)
    return kept


def _evidence(candidates: Candidates, row: int, place: int, memory: Memory) -> str:
    """Say what a label rests on."""
    parts = []
    if candidates.features[row, place, _WORD_SHARE] >= 1.0:
        parts.append("its words stand in the text")
    example = candidates.example[row, place]
    if example >= 0:
        count = int(candidates.features[row, place, _SUPPORT_COUNT])
        title = " ".join(str(memory.names[example]).split())
        parts.append(
            f"{count} of the {NEIGHBOURS} nearest labelled texts agree, "
            f"such as {title[:_EXAMPLE_CHARACTERS]!r}"
        )
    return "; ".join(parts) or "close in meaning to the text"
