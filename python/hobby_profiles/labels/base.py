"""What a labeller and a judge are, and how the settings choose one."""

from __future__ import annotations

import importlib
from typing import Protocol, cast

import pandas as pd

from hobby_profiles.labels.settings import LabelSettings

LABEL_COLUMNS = (
    "text_hash",
    "label_rank",
    "label",
    "kind",
    "relevance",
    "labeller",
    "evidence",
)
"""Columns of a labeller's answer, one row per text and label."""

JUDGEMENT_COLUMNS = (
    *LABEL_COLUMNS,
    "fit_grade",
    "explanation",
    "reason_code",
    "is_sensitive",
    "judge",
)
"""Columns of a judge's answer, one row per row that it was given."""


READING_COLUMNS = ("text_hash", "read_by", "nearest_cosine", "certainty")
"""Columns that tell how well a labeller knows each text, one row per text."""


class Labeller(Protocol):
    """Proposes labels for product texts."""

    def label(self, texts: pd.DataFrame) -> pd.DataFrame:
        """Propose labels.

        Args:
            texts: One row per text, key ``text_hash``, with ``product_name``, ``category_path``,
                ``description``, ``brand``, ``attributes`` and ``event_count``.

        Returns:
            `LABEL_COLUMNS`, no row for a text without a label: ``label_rank`` from 1,
            ``relevance`` in [0, 1] (0.8 means right four times in five), sorted by ``text_hash``
            and ``label_rank``.
        """

    def read(self, texts: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Propose labels and tell how well each text is known.

        Args:
            texts: As for `label`.

        Returns:
            The labels, as `label` gives them; and `READING_COLUMNS`, one row per text, sorted:
            ``read_by`` (``memory``, ``embedded``, ``openai``), ``nearest_cosine`` to the nearest
            labelled text and ``certainty`` (probability that some label fits without doubt), both
            in [0, 1] and missing where a language model read the text.
        """


class Judge(Protocol):
    """Grades (text, label) pairs."""

    def judge(self, labels: pd.DataFrame, texts: pd.DataFrame) -> pd.DataFrame:
        """Grade every proposed label.

        Args:
            labels: A labeller's answer, `LABEL_COLUMNS`.
            texts: The texts that ``text_hash`` refers to, as given to the labeller.

        Returns:
            `JUDGEMENT_COLUMNS`: ``fit_grade`` 1 (wrong) to 5 (certain) with the reason in words
            and as a code, in the order of ``labels``.
        """


_LABELLERS = {
    "embedded": "hobby_profiles.labels.embedded.labeller",
    "openai": "hobby_profiles.labels.asked.budgeted",
}
_JUDGES = {
    "embedded": "hobby_profiles.labels.judge.embedded",
    "openai": "hobby_profiles.labels.judge.language_model",
}


def build_labeller(settings: LabelSettings) -> Labeller:
    """Get the labeller that ``hobby__labeller`` names; its module is imported here only.

    Args:
        settings: Settings of labelling.

    Returns:
        The labeller, ready to use.
    """
    module = importlib.import_module(_LABELLERS[settings.labeller])
    return cast(Labeller, module.build_labeller(settings))


def build_judge(settings: LabelSettings) -> Judge:
    """Get the judge that ``hobby__judge`` names; its module is imported here only.

    Args:
        settings: Settings of labelling.

    Returns:
        The judge, ready to use.
    """
    module = importlib.import_module(_JUDGES[settings.judge])
    return cast(Judge, module.build_judge(settings))
