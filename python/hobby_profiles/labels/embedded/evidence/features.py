"""Candidate labels, and the numbers that each of them is described by."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FEATURES = (
    # Votes of the nearest labelled texts, in shares of their weight.
    "vote_clear", "vote_clear_near", "vote_any", "vote_sure", "vote_exact",
    "support_cosine", "support_gap", "support_count", "best_vote", "vote_place",
    # How near they are, and how many of them have no hobby at all.
    "nearest_cosine", "mean_cosine", "none_clear", "none_any", "same_type_share",
    # Votes of the texts that share rare words; labels that were traps of the neighbours.
    "word_vote", "word_support", "word_nearest", "trap_vote", "word_trap_vote",
    # What texts of the product type have.
    "type_share", "type_texts", "type_clear", "type_named",
    # The label beside what the neighbours, the words and the type lead to expect.
    "company", "word_company", "type_company",
    # The label itself beside the text and its type.
    "text_cosine", "text_cosine_gap", "type_cosine", "all_words_in_text", "word_share",
    # Linear heads over the text's vector.
    "linear", "linear_gap", "linear_any",
    # The label's habits.
    "uses", "mean_grade", "share_clear", "trap_share", "named_share",
)  # fmt: skip
"""Names of the numbers that a candidate is described by."""


@dataclass(frozen=True)
class Candidates:
    """Candidate labels of ``n`` texts.

    Attributes:
        labels: (n, C) rows in the vocabulary, -1 for none, each at most once per text.
        features: (n, C, F) numbers named by `FEATURES`.
        example: (n, C) row of the nearest example that has the label, -1 if none of the nearest.
    """

    labels: NDArray[np.int64]
    features: NDArray[np.float32]
    example: NDArray[np.int64]
