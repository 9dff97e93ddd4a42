"""The two steps of the labels stage, as the dbt models call them."""

from __future__ import annotations

import pandas as pd

from hobby_profiles.labels.base import build_judge, build_labeller
from hobby_profiles.labels.settings import LabelSettings


def generate_labels(texts: pd.DataFrame, settings: LabelSettings) -> pd.DataFrame:
    """Propose labels for the product texts.

    Args:
        texts: The table ``int_hobby__product_texts``.
        settings: Settings of labelling.

    Returns:
        The table ``int_hobby__labels_generated``, see `Labeller.label`.
    """
    texts = texts.sort_values("text_hash", ignore_index=True)
    return _typed(build_labeller(settings).label(texts))


def judge_labels(
    labels: pd.DataFrame, texts: pd.DataFrame, settings: LabelSettings
) -> pd.DataFrame:
    """Grade the proposed labels.

    Args:
        labels: The table ``int_hobby__labels_generated``.
        texts: The table ``int_hobby__product_texts``.
        settings: Settings of labelling.

    Returns:
        The table ``int_hobby__labels_judged``, see `Judge.judge`.
    """
    labels = labels.sort_values(["text_hash", "label_rank"], ignore_index=True)
    texts = texts.sort_values("text_hash", ignore_index=True)
    return _typed(build_judge(settings).judge(labels, texts))


_TYPES = {
    "text_hash": "str",
    "label_rank": "int32",
    "label": "str",
    "kind": "str",
    "relevance": "float64",
    "labeller": "str",
    "evidence": "str",
    "fit_grade": "int32",
    "explanation": "str",
    "reason_code": "str",
    "is_sensitive": "bool",
    "judge": "str",
}


def _typed(rows: pd.DataFrame) -> pd.DataFrame:
    """Fix the types, so that an empty answer makes the same table as a full one."""
    types = {column: _TYPES[column] for column in rows.columns}
    return rows.astype(types).assign(relevance=rows["relevance"].astype("float64").round(6))
