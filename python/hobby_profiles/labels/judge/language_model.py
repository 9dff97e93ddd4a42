"""The language model as judge: it sees the label and the text, never who proposed it or why."""

from __future__ import annotations

from typing import Any

import pandas as pd

from hobby_profiles.labels.base import JUDGEMENT_COLUMNS
from hobby_profiles.labels.judge.review import Review, load_review
from hobby_profiles.labels.settings import LabelSettings
from hobby_profiles.llm.client import LanguageModel

UNJUDGED = "unjudged"
_LOWEST_GRADE = 1


def build_judge(settings: LabelSettings) -> LlmJudge:
    """Build the judge from settings; see `base.build_judge`.

    Raises:
        MissingKeyError: If the key is not in the environment.
    """
    return LlmJudge(LanguageModel(settings.llm), settings, load_review(settings))


class LlmJudge:
    """Asks a language model to grade (text, label) pairs; the reviewed lists have the last word.

    Args:
        model: The language model.
        settings: The language of explanations.
        review: The reviewed lists; None lets the model's answer stand.
    """

    def __init__(
        self, model: LanguageModel, settings: LabelSettings, review: Review | None = None
    ) -> None:
        self._model = model
        self._settings = settings
        self._review = review

    def judge(self, labels: pd.DataFrame, texts: pd.DataFrame) -> pd.DataFrame:
        """Grade every proposed label, see `Judge.judge`.

        A pair whose answer could not be used is graded 1 with the reason ``unjudged``: a label
        that nobody vouches for is not accepted.
        """
        answers = self._model.ask(
            "judge", judge_items(labels, texts), judge_variables(self._settings)
        )
        graded = [
            _grade(answer.value)
            if answer.value is not None
            else {
                "fit_grade": _LOWEST_GRADE,
                "explanation": f"not judged: {answer.detail or answer.reason}",
                "reason_code": UNJUDGED,
                "is_sensitive": False,
            }
            for answer in answers
        ]
        columns = ["fit_grade", "explanation", "reason_code", "is_sensitive"]
        rows = pd.concat(
            [labels.reset_index(drop=True), pd.DataFrame(graded, columns=columns)], axis=1
        )
        rows = self._review.apply(rows) if self._review else rows
        return rows.assign(judge="openai")[list(JUDGEMENT_COLUMNS)]


def judge_items(labels: pd.DataFrame, texts: pd.DataFrame) -> list[dict[str, str]]:
    """Put each label beside the text it was proposed for."""
    pairs = labels[["text_hash", "label"]].merge(
        texts[["text_hash", "product_name", "category_path"]],
        on="text_hash",
        how="left",
        validate="many_to_one",
    )
    fields = ["product_name", "category_path", "label"]
    values = pairs[fields].fillna("").astype(str).itertuples(index=False, name=None)
    return [dict(zip(fields, row, strict=True)) for row in values]


def judge_variables(settings: LabelSettings) -> dict[str, Any]:
    """Variables of the prompt that grades labels."""
    return {"language": settings.llm.llm_language}


def _grade(value: dict[str, Any]) -> dict[str, Any]:
    return {
        **value,
        "reason_code": None if value["reason_code"] == "fits" else value["reason_code"],
    }
