"""How much of a shop is like the labelled texts that labels are learnt from."""

from __future__ import annotations

import sys

import pandas as pd

FAR_COSINE = 0.55
"""A text with no labelled text this near is far from the memory: its labels are guesses."""

_MOST_FAR_SHARE = 0.15
"""Few of the demo's new texts are far; a shop with more far ones than this is unlike the memory."""

_LEAST_TEXTS = 50


def is_far(readings: pd.DataFrame) -> pd.Series:
    """Tell which texts are far from every labelled text; none that a language model read.

    Args:
        readings: ``read_by``, ``nearest_cosine``.

    Returns:
        One truth value per row.
    """
    return (readings["read_by"] == "embedded") & (readings["nearest_cosine"] < FAR_COSINE)


def warn_if_unlike(readings: pd.DataFrame) -> None:
    """Say loudly, on standard error, that many texts are unlike every labelled one.

    Args:
        readings: ``read_by``, ``nearest_cosine``, ``certainty``, one row per text.
    """
    new = readings[readings["read_by"] == "embedded"]
    if len(new) < _LEAST_TEXTS:
        return
    share = float(is_far(new).mean())
    if share > _MOST_FAR_SHARE:
        print(
            f"WARNING: {share:.0%} of {len(new):,} new product texts are unlike every text that "
            f"labels are learnt from (mean certainty {new['certainty'].mean():.2f}). Expect few "
            "labels, and trust them little. Give labelled examples of this shop "
            "(hobby__label_memory), a language model (hobby__labeller: openai) or, for another "
            "language, a multilingual model (hobby__embedding_model).",
            file=sys.stderr,
            flush=True,
        )
