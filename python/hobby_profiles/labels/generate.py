"""The two steps of the labels stage, as the dbt models call them."""

from __future__ import annotations

import pandas as pd

from hobby_profiles.labels.base import build_judge, build_labeller
from hobby_profiles.labels.likeness import is_far, warn_if_unlike
from hobby_profiles.labels.settings import LabelSettings


def read_texts(texts: pd.DataFrame, settings: LabelSettings) -> pd.DataFrame:
    """Propose labels for the product texts, and tell how well each text is known.

    Args:
        texts: The table ``int_hobby__product_texts``.
        settings: Settings of labelling.

    Returns:
        The table ``int_hobby__texts_labelled``: the labels of `Labeller.read` beside its readings,
        one row without a label for a text that has none.
    """
    texts = texts.sort_values("text_hash", ignore_index=True)
    labels, readings = build_labeller(settings).read(texts)
    readings = readings.assign(is_far_from_memory=is_far(readings))
    rows = readings.merge(labels, on="text_hash", how="left", validate="one_to_many")
    rows = rows.sort_values(["text_hash", "label_rank"], ignore_index=True)
    warn_if_unlike(readings)
    return _typed(rows)


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
    "read_by": "str",
    "nearest_cosine": "float64",
    "certainty": "float64",
    "is_far_from_memory": "bool",
    "label_rank": "Int32",
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
