"""The two steps of the labels stage, as the dbt models call them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import pandas as pd

from hobby_profiles.core.kept import Kept, file_version, keep_rows, key_of, shipped_version
from hobby_profiles.core.shipped import named_file
from hobby_profiles.labels.base import (
    JUDGEMENT_COLUMNS,
    LABEL_COLUMNS,
    READING_COLUMNS,
    build_judge,
    build_labeller,
)
from hobby_profiles.labels.likeness import is_far, warn_if_unlike
from hobby_profiles.labels.settings import LabelSettings

_READ_COLUMNS = [*READING_COLUMNS, "is_far_from_memory", *LABEL_COLUMNS[1:]]
_PAIR = ["text_hash", "label"]
_GRADES = [column for column in JUDGEMENT_COLUMNS if column not in LABEL_COLUMNS]
_LISTS = ("label_memory", "blocked_labels", "sensitive_topics", "known_hobbies")


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
    rows = _kept(texts, ["text_hash"], lambda new: _read(new, settings), settings, "readings")
    rows = rows.reindex(columns=_READ_COLUMNS).sort_values(
        ["text_hash", "label_rank"], ignore_index=True
    )
    warn_if_unlike(rows.drop_duplicates("text_hash"))
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

    def judge(new: pd.DataFrame) -> pd.DataFrame:
        return build_judge(settings).judge(new, texts)[[*_PAIR, *_GRADES]]

    grades = _kept(labels, _PAIR, judge, settings, "grades").reindex(columns=[*_PAIR, *_GRADES])
    # Nothing to judge makes a table without types, which cannot be joined.
    grades = grades.astype({column: labels[column].dtype for column in _PAIR})
    judged = labels.merge(grades, on=_PAIR, how="left", validate="one_to_one")
    return _typed(judged[list(JUDGEMENT_COLUMNS)])


def _read(texts: pd.DataFrame, settings: LabelSettings) -> pd.DataFrame:
    labels, readings = build_labeller(settings).read(texts)
    readings = readings.assign(is_far_from_memory=is_far(readings))
    return readings.merge(labels, on="text_hash", how="left", validate="one_to_many")


def _kept(
    inputs: pd.DataFrame,
    on: list[str],
    compute: Callable[[pd.DataFrame], pd.DataFrame],
    settings: LabelSettings,
    what: Literal["readings", "grades"],
) -> pd.DataFrame:
    """Keep what the embedded labeller or judge computes; a model's answers have their own store."""
    if (settings.labeller if what == "readings" else settings.judge) != "embedded":
        return compute(inputs)
    values = settings.model_dump_json(exclude={"cache_dir", "llm", *_LISTS})
    lists = [file_version(named_file(getattr(settings, name))) for name in _LISTS]
    version = key_of(shipped_version(), values, *lists).hex()
    kept = Kept(settings.cache_dir / what / f"{version}.sqlite", what)
    return keep_rows(inputs, on, compute, kept)


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
