"""The language model as labeller: the same step as the embedded labeller, over HTTP."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from hobby_profiles.labels.base import LABEL_COLUMNS, READING_COLUMNS
from hobby_profiles.labels.settings import LabelSettings
from hobby_profiles.llm.client import LanguageModel

TEXT_FIELDS = ("product_name", "category_path", "brand", "attributes", "description")
"""Columns of a product text that the model reads; no other one leaves the warehouse."""


def build_labeller(settings: LabelSettings) -> LlmLabeller:
    """Build the labeller from settings; see `base.build_labeller`.

    Raises:
        MissingKeyError: If the key is not in the environment.
    """
    return LlmLabeller(LanguageModel(settings.llm), settings)


class LlmLabeller:
    """Asks a language model for the labels of product texts.

    Args:
        model: The language model.
        settings: Most labels of a text, least relevance, language.
    """

    def __init__(self, model: LanguageModel, settings: LabelSettings) -> None:
        self._model = model
        self._settings = settings

    def label(self, texts: pd.DataFrame) -> pd.DataFrame:
        """Propose labels for every text, see `Labeller.label`.

        A text whose answer could not be used has no labels; the table of failed rows has its
        reason. Labels that differ only in case or spaces count once, the surest one.
        """
        answers = self._model.ask("label", label_items(texts), label_variables(self._settings))
        evidence = f"proposed by {self._settings.llm.llm_model}"
        rows: list[dict[str, Any]] = []
        for text_hash, answer in zip(texts["text_hash"], answers, strict=True):
            for rank, label in enumerate(self._best((answer.value or {}).get("labels", [])), 1):
                rows.append(
                    {
                        "text_hash": text_hash,
                        "label_rank": rank,
                        "label": label["label"],
                        "kind": label["kind"],
                        "relevance": label["relevance"],
                        "labeller": "openai",
                        "evidence": evidence,
                    }
                )
        return pd.DataFrame(rows, columns=list(LABEL_COLUMNS)).sort_values(
            ["text_hash", "label_rank"], ignore_index=True
        )

    def read(self, texts: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Propose labels, see `Labeller.read`; a language model tells no likeness."""
        readings = texts[["text_hash"]].assign(
            read_by="openai", nearest_cosine=np.nan, certainty=np.nan
        )
        return self.label(texts), readings[list(READING_COLUMNS)]

    def _best(self, labels: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The surest labels of one text, each once."""
        best: dict[str, dict[str, Any]] = {}
        for label in sorted(labels, key=lambda label: (-label["relevance"], label["label"])):
            if label["relevance"] >= self._settings.min_relevance:
                best.setdefault(label["label"], label)
        return list(best.values())[: self._settings.max_labels]


def label_items(texts: pd.DataFrame) -> list[dict[str, str]]:
    """Take the fields that the model reads from product texts; what is missing is empty."""
    columns = [
        texts[field].fillna("").astype(str) if field in texts else pd.Series("", index=texts.index)
        for field in TEXT_FIELDS
    ]
    return [dict(zip(TEXT_FIELDS, row, strict=True)) for row in zip(*columns, strict=True)]


def label_variables(settings: LabelSettings) -> dict[str, Any]:
    """Variables of the prompt that proposes labels."""
    return {"language": settings.llm.llm_language, "max_labels": settings.max_labels}
