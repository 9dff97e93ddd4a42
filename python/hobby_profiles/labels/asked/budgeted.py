"""A language model on a budget: it reads the most informative texts, the rest is learnt."""

from __future__ import annotations

import numpy as np
import pandas as pd

from hobby_profiles.embedding import EmbeddingModel, load_embedding_model
from hobby_profiles.labels.asked import labeller as llm_labeller
from hobby_profiles.labels.asked.selection import most_informative
from hobby_profiles.labels.base import Labeller
from hobby_profiles.labels.embedded.labeller import EmbeddedLabeller
from hobby_profiles.labels.memory import Memory, load_memory
from hobby_profiles.labels.settings import LabelSettings
from hobby_profiles.labels.texts.views import view_texts

_GRADE_FROM_RELEVANCE = ((0.9, 5), (0.7, 4), (0.4, 3), (0.0, 2))
"""The grade as which a language model's label is remembered, by its own relevance."""


def build_labeller(settings: LabelSettings) -> Labeller:
    """Build the language model's labeller, with the embedded one behind it if there is a budget.

    Args:
        settings: Settings of labelling; ``label_budget`` is the share that the model reads.

    Returns:
        The labeller; see `base.build_labeller`.
    """
    asked = llm_labeller.build_labeller(settings)
    if settings.label_budget >= 1.0:
        return asked
    model = load_embedding_model(settings.embedding_model, cache_dir=str(settings.cache_dir))
    return BudgetedLabeller(asked, load_memory(settings.label_memory), model, settings)


class BudgetedLabeller:
    """Asks one labeller about some texts and labels the others by what it said."""

    def __init__(
        self, asked: Labeller, memory: Memory, model: EmbeddingModel, settings: LabelSettings
    ) -> None:
        """Make a labeller.

        Args:
            asked: The labeller that is dear and good.
            memory: Labelled examples to start from; may be empty.
            model: Gives the vectors.
            settings: Settings of labelling; ``label_budget`` is the share that is asked about.
        """
        self._asked = asked
        self._memory = memory
        self._model = model
        self._settings = settings

    def label(self, texts: pd.DataFrame) -> pd.DataFrame:
        """Propose labels, see `Labeller.label`."""
        return self.read(texts)[0]

    def read(self, texts: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Propose labels, see `Labeller.read`.

        The texts asked about have exactly the answers that were given. A text without an answer
        is remembered as one without a hobby.
        """
        selected = np.zeros(len(texts), dtype=bool)
        selected[self.select(texts)] = True
        answers, asked = self._asked.read(texts[selected])
        grown = self._memory.extended(_as_examples(texts[selected], answers))
        labeller = EmbeddedLabeller(grown, self._model, self._settings)
        learnt, told = labeller.read(texts[~selected])
        rows = pd.concat([answers, learnt], ignore_index=True)
        readings = pd.concat([asked, told], ignore_index=True)
        return (
            rows.sort_values(["text_hash", "label_rank"], ignore_index=True),
            readings.sort_values("text_hash", ignore_index=True),
        )

    def select(self, texts: pd.DataFrame) -> np.ndarray:
        """Row numbers of the texts to ask about, see `most_informative`."""
        labeller = EmbeddedLabeller(self._memory, self._model, self._settings)
        views = view_texts(texts, model=self._model, fields=self._settings.text_fields)
        return most_informative(
            views.vectors,
            doubt=labeller.doubt(views),
            event_count=texts["event_count"].to_numpy(dtype=np.int64),
            share=self._settings.label_budget,
        )


def _as_examples(texts: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """Lay out answers as labelled examples, one row without a label for a text without answers."""
    grades = [
        next(grade for least, grade in _GRADE_FROM_RELEVANCE if relevance >= least)
        for relevance in answers["relevance"]
    ]
    graded = answers[["text_hash", "label_rank", "label"]].assign(fit_grade=grades)
    return texts[["text_hash", "product_name", "category_path"]].merge(
        graded, on="text_hash", how="left"
    )
