"""Why a label was merged, in words a merchandiser understands."""

from __future__ import annotations

import numpy as np
import pandas as pd


def merge_reasons(pairs: pd.DataFrame) -> list[str]:
    """Say which evidence speaks most for each merge.

    Args:
        pairs: Scored pairs, see `merge.score_pairs`.

    Returns:
        One sentence per pair, for example ``same words in another form or order``.
    """
    said = [
        (pairs["is_translated"], "one name in two languages, or two forms of it"),
        (pairs["is_thesaurus"] & (pairs["full_align"] > 0), "synonyms in the thesaurus"),
        (pairs["same_form"] > 0, "same words in another spelling, inflection or order"),
        (pairs["abbreviated"] > 0, "one is short for the other"),
        (pairs["full_align"] > 0, "same words in another form"),
        (pairs["light_only"] > 0, "same but for words that add little"),
        (pairs["typo"] > 0, "same but for one letter"),
        (pairs["wordnet_same"] > 0, "synonyms in WordNet"),
        (pairs["rest_same"] > 0, "differ by words that are synonyms in WordNet"),
    ]
    alike = [
        f"alike in meaning (cosine {cosine:.2f}, likeness of neighbours {likeness:.2f})"
        for cosine, likeness in zip(pairs["cosine"], pairs["likeness"], strict=True)
    ]
    reasons = np.select(
        [condition.to_numpy() for condition, _ in said],
        [np.full(len(pairs), text, dtype=object) for _, text in said],
        default=np.array(alike, dtype=object),
    )
    return [str(reason) for reason in reasons]
