"""The labels that a shop brings: judged by nobody, screened like all others."""

from __future__ import annotations

import pandas as pd

from hobby_profiles.labels.judge.blocked import REFUSED
from hobby_profiles.labels.judge.review import load_review
from hobby_profiles.labels.settings import LabelSettings

COLUMNS = {
    "label": "str",
    "is_sensitive": "bool",
    "is_refused": "bool",
    "explanation": "str",
}


def screen_brought_labels(labels: pd.DataFrame, settings: LabelSettings) -> pd.DataFrame:
    """Apply the reviewed lists to labels that a shop brings.

    The shop's grade stands, and so do labels that the lists call too general: a shop knows its
    departments. What touches a sensitive topic is marked as it is for any labeller, and names of
    people, addresses and calls to harm are refused.

    Args:
        labels: ``label``, repeats allowed.
        settings: Settings of labelling.

    Returns:
        One row per distinct label, sorted: ``label``, ``is_sensitive``, ``is_refused``,
        ``explanation``.
    """
    distinct = sorted(labels["label"].dropna().unique())
    if not distinct:
        return pd.DataFrame(columns=list(COLUMNS)).astype(COLUMNS)
    rows = pd.DataFrame(
        {
            "label": distinct,
            "fit_grade": 5,
            "explanation": "brought by the shop",
            "reason_code": None,
            "is_sensitive": False,
        }
    )
    reviewed = load_review(settings).apply(rows)
    is_refused = reviewed["reason_code"].isin(REFUSED)
    says_why = is_refused | reviewed["is_sensitive"]
    return reviewed.assign(
        is_refused=is_refused,
        explanation=reviewed["explanation"].where(says_why, rows["explanation"]),
    )[list(COLUMNS)].astype(COLUMNS)
