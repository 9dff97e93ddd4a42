"""The judge of mixed shops: labels from words of another language keep what the words tell."""

from __future__ import annotations

import pandas as pd

from hobby_profiles.labels.base import JUDGEMENT_COLUMNS, Judge
from hobby_profiles.labels.judge.review import Review
from hobby_profiles.labels.multilingual.labeller import BY_WORDS

_SURE_RELEVANCE = 0.9
_SURE_GRADE, _CLEAR_GRADE = 5, 4


class MultilingualJudge:
    """Grades labels by words by their relevance and the reviewed lists, others as in English."""

    def __init__(self, english: Judge, review: Review) -> None:
        """Make a judge.

        Args:
            english: Grades labels of English texts.
            review: The reviewed lists.
        """
        self._english = english
        self._review = review

    def judge(self, labels: pd.DataFrame, texts: pd.DataFrame) -> pd.DataFrame:
        """Grade every proposed label, see `Judge.judge`.

        The embedding model reads English, so it has no second opinion on a text in another
        language: a label by words has grade 5 from a relevance of 0.9 on, else 4, unless the lists
        of what is no hobby lower it.
        """
        labels = labels.reset_index(drop=True)
        by_words = labels["labeller"] == BY_WORDS
        rows = self._english.judge(labels[~by_words], texts).set_index(labels.index[~by_words])
        if by_words.any():
            told = labels[by_words]
            is_sure = told["relevance"] >= _SURE_RELEVANCE
            graded = told.assign(
                fit_grade=is_sure.map({True: _SURE_GRADE, False: _CLEAR_GRADE}),
                explanation="clear connection: " + told["evidence"],
                reason_code=None,
                is_sensitive=False,
                judge=BY_WORDS,
            )
            rows = pd.concat([rows, self._review.apply(graded)]).sort_index()
        return rows[list(JUDGEMENT_COLUMNS)].reset_index(drop=True)
