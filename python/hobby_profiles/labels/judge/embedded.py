"""The embedded judge: a second opinion on labels, from evidence that the labeller does not use."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hobby_profiles.embedding import EmbeddingModel, load_embedding_model
from hobby_profiles.labels.base import JUDGEMENT_COLUMNS, Judge
from hobby_profiles.labels.judge.evidence import EVIDENCE, gather_evidence
from hobby_profiles.labels.judge.knowledge import Knowledge
from hobby_profiles.labels.judge.model import GradeModel, load_grade_model
from hobby_profiles.labels.judge.review import Review, make_review
from hobby_profiles.labels.memory import Memory, load_memory
from hobby_profiles.labels.settings import LabelSettings

_SAFE_GRADE = 3
"""Recorded grades from here on were confirmed by a second reader 97 times in 100. A lower one is a
hint: such labels are seldom plainly wrong, but they sit on everyday items, where none should be."""

_CLEAR_GRADE = 4
_SURE_GRADE = 5
_SUPPORT = {
    "label_likeness": "close in meaning to the title",
    "type_association": "usual for this product type",
    "word_association": "goes with the words of the title",
    "title_overlap": "named in the title",
    "near_labels": "said of products near to it",
}


def build_judge(settings: LabelSettings) -> Judge:
    """Build the embedded judge from settings; see `base.build_judge`."""
    model = load_embedding_model(settings.embedding_model, cache_dir=str(settings.cache_dir))
    return embedded_judge(load_memory(settings.label_memory), model, settings)


def embedded_judge(memory: Memory, model: EmbeddingModel, settings: LabelSettings) -> Judge:
    """Make the judge of one language or several, as ``hobby__language`` says."""
    review = make_review(settings, memory, model)
    english = EmbeddedJudge(memory, model, review)
    if settings.language == "english":
        return english
    from hobby_profiles.labels.multilingual.judge import MultilingualJudge

    return MultilingualJudge(english, review)


class EmbeddedJudge:
    """Grades labels by likeness, by what goes with product types and title words, and by lists."""

    def __init__(
        self,
        memory: Memory,
        model: EmbeddingModel,
        review: Review,
        grade_model: GradeModel | None = None,
        traps: pd.DataFrame | None = None,
    ) -> None:
        """Make a judge.

        Args:
            memory: Labelled texts; leave out what is being measured.
            model: Gives the vectors.
            review: The reviewed lists.
            grade_model: Tells grades by evidence; the shipped one by default.
            traps: Labels that words suggest and that are wrong; see `Knowledge`.
        """
        self._memory = memory
        self._model = model
        self._review = review
        self._grade_model = grade_model or load_grade_model()[0]
        self._knowledge = Knowledge(memory, model, traps)

    def judge(self, labels: pd.DataFrame, texts: pd.DataFrame) -> pd.DataFrame:
        """Grade every proposed label, see `Judge.judge`.

        A recorded grade of this very text and label is taken as it is, but for a recorded 1 or 2
        where the judge's own evidence says 5: such a label is graded 3. Of 29 such labels on the
        products of ``tests/evaluation/gold`` 25 sit on everyday items that should have none. Lists
        come last and win: a label that is no hobby is graded 1 or 2 whatever was recorded.
        """
        pairs = labels.merge(
            texts[["text_hash", "product_name", "category_path"]].fillna(""),
            on="text_hash",
            how="left",
            validate="many_to_one",
        ).fillna({"product_name": "", "category_path": ""})
        pairs["recorded_grade"] = self._recorded_grades(pairs).to_numpy()
        rows = pd.concat([labels.reset_index(drop=True), self._graded(pairs)], axis=1)
        return rows.assign(judge="embedded")[list(JUDGEMENT_COLUMNS)]

    def grade(self, pairs: pd.DataFrame) -> pd.DataFrame:
        """Grade pairs without looking up any recorded grade.

        Args:
            pairs: ``product_name``, ``category_path``, ``label``.

        Returns:
            ``fit_grade``, ``explanation``, ``reason_code``, ``is_sensitive``; the rows of pairs.
        """
        return self._graded(pairs.assign(recorded_grade=np.nan)).set_axis(pairs.index)

    def estimate(self, pairs: pd.DataFrame) -> NDArray[np.int64]:
        """Grade pairs by the evidence alone, without records and lists.

        Args:
            pairs: ``product_name``, ``category_path``, ``label``.

        Returns:
            Array (n,): grades.
        """
        return self._grade_model.grades(gather_evidence(pairs, self._knowledge, self._model))

    def _recorded_grades(self, pairs: pd.DataFrame) -> pd.Series:
        texts = pairs[["text_hash", "product_name", "category_path"]].drop_duplicates("text_hash")
        known = self._memory.recorded(texts).merge(self._memory.labels, on="text_row")
        known = known[["text_hash", "label", "fit_grade"]].drop_duplicates(["text_hash", "label"])
        found = pairs[["text_hash", "label"]].merge(known, on=["text_hash", "label"], how="left")
        return found["fit_grade"]

    def _graded(self, pairs: pd.DataFrame) -> pd.DataFrame:
        recorded = pairs["recorded_grade"].to_numpy(dtype=float)
        is_recorded = ~np.isnan(recorded)
        is_settled = is_recorded & (recorded >= _SAFE_GRADE)
        evidence = pd.DataFrame(0.0, index=range(len(pairs)), columns=list(EVIDENCE))
        evidence.loc[~is_settled] = gather_evidence(
            pairs[~is_settled], self._knowledge, self._model
        ).to_numpy()
        estimated = self._grade_model.grades(evidence)
        is_overruled = is_recorded & ~is_settled & (estimated == _SURE_GRADE)
        grades = np.where(is_recorded, recorded, estimated)
        grades = np.where(is_overruled, _SAFE_GRADE, grades).astype(int)
        return self._review.apply(
            pd.DataFrame(
                {
                    "label": pairs["label"].to_numpy(),
                    "fit_grade": grades,
                    "explanation": self._reasons(grades, is_recorded & ~is_overruled, evidence),
                    "reason_code": [_code(grade) for grade in grades],
                    "is_sensitive": False,
                }
            )
        ).drop(columns="label")

    def _reasons(
        self, grades: NDArray[np.int64], is_recorded: NDArray[np.bool_], evidence: pd.DataFrame
    ) -> list[str]:
        """Say why in words: the support that is the furthest above the usual, or that it is low."""
        told = [EVIDENCE.index(name) for name in _SUPPORT]
        strongest = self._grade_model.standardised(evidence)[:, told].argmax(axis=1)
        supports = list(_SUPPORT.values())
        reasons = []
        for row, grade in enumerate(grades):
            support = supports[strongest[row]]
            if is_recorded[row]:
                reasons.append(f"recorded with grade {grade} for this very text")
            elif grade >= _SAFE_GRADE:
                strength = "clear" if grade >= _CLEAR_GRADE else "fair"
                reasons.append(f"{strength} connection: {support}")
            else:
                reasons.append("weak connection" if grade > 1 else "no clear connection")
        return reasons


def _code(grade: int) -> str | None:
    """Why a grade is low, as one word."""
    return {1: "no_clear_connection", 2: "weak_connection"}.get(grade)
