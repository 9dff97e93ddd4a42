"""Labels learnt from labelled examples, without a key and without a network."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hobby_profiles.core.progress import progress
from hobby_profiles.embedding import EmbeddingModel, load_embedding_model
from hobby_profiles.labels.base import LABEL_COLUMNS, READING_COLUMNS, Labeller
from hobby_profiles.labels.embedded.choice import choose, without_repeats
from hobby_profiles.labels.embedded.evidence.features import FEATURES
from hobby_profiles.labels.embedded.kinds import kinds_of
from hobby_profiles.labels.embedded.learned import Learned, learn
from hobby_profiles.labels.likeness import FAR_COSINE
from hobby_profiles.labels.memory import Memory, load_memory
from hobby_profiles.labels.settings import LabelSettings
from hobby_profiles.labels.texts.views import TextViews, view_texts

_RECORDED_RELEVANCE = {1: 0.05, 2: 0.23, 3: 0.51, 4: 0.75, 5: 0.96}
"""Share of recorded labels that a second, independent reader graded 4 or 5, by recorded grade."""

_LEAST_OF_GUESS = 0.78
"""Least relevance of a label for a text without a category, or far from the memory: relevance was
learnt on texts with categories, and is too high elsewhere (read by eye on a shop of gifts)."""

_TEXTS_PER_STEP = 8_192
_NEAREST_COSINE = FEATURES.index("nearest_cosine")


def build_labeller(settings: LabelSettings) -> Labeller:
    """Build the embedded labeller from settings; see `base.build_labeller`."""
    model = load_embedding_model(settings.embedding_model, cache_dir=str(settings.cache_dir))
    return embedded_labeller(load_memory(settings.label_memory), model, settings)


def embedded_labeller(memory: Memory, model: EmbeddingModel, settings: LabelSettings) -> Labeller:
    """Make the labeller of one language or several, as ``hobby__language`` says."""
    english = EmbeddedLabeller(memory, model, settings)
    if settings.language == "english":
        return english
    from hobby_profiles.labels.multilingual.labeller import MultilingualLabeller

    return MultilingualLabeller(english, memory, model, settings)


class EmbeddedLabeller:
    """Gives known texts their recorded labels, and new ones what was learnt from those."""

    def __init__(self, memory: Memory, model: EmbeddingModel, settings: LabelSettings) -> None:
        """Make a labeller; nothing is learnt before the first new text.

        Args:
            memory: Labelled examples.
            model: Gives the vectors.
            settings: Settings of labelling.
        """
        self._memory = memory
        self._model = model
        self._settings = settings
        self._learned: Learned | None = None

    def label(self, texts: pd.DataFrame) -> pd.DataFrame:
        """Propose labels, see `Labeller.label`."""
        return self.read(texts)[0]

    def read(self, texts: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Propose labels and tell how well each text is known, see `Labeller.read`.

        A text in the memory has all its recorded labels, low grades included, for the judge to
        see. Any other text has labels of relevance ``min_relevance`` or more, if one of its
        candidates fits without doubt with a probability of ``min_certainty`` or more: of labels
        near to each other the one that a reader would give, further ones only where they are
        likely. A text without a category, or far from the memory, needs a relevance of 0.78.
        """
        known = self._memory.recorded(texts)
        new = texts[~texts["text_hash"].isin(known["text_hash"])]
        proposed, readings = self._proposed(new)
        rows = pd.concat([self._recorded(known), proposed], ignore_index=True)
        rows = rows.sort_values("text_hash", kind="stable", ignore_index=True)
        rows["label_rank"] = rows.groupby("text_hash").cumcount() + 1
        rows = rows[rows["label_rank"] <= self._settings.max_labels]
        rows["kind"] = kinds_of(
            rows["label"].tolist(), model=self._model, known_hobbies=self._settings.known_hobbies
        )
        recorded = known[["text_hash"]].assign(read_by="memory", nearest_cosine=1.0, certainty=1.0)
        readings = pd.concat([recorded, readings], ignore_index=True)
        return (
            rows.reindex(columns=list(LABEL_COLUMNS)).reset_index(drop=True),
            readings.sort_values("text_hash", ignore_index=True)[list(READING_COLUMNS)],
        )

    def doubt(self, views: TextViews) -> NDArray[np.float64]:
        """Tell how unsure the labeller is of each text.

        Args:
            views: ``n`` texts.

        Returns:
            (n,) in [0, 1]: how far the chance of a fitting label is from 0 and 1, or how far the
            nearest labelled text is, whichever is more; 1 without any memory.
        """
        doubt = np.ones(len(views))
        if len(self._memory.texts):
            learned = self._learn()
            for rows, candidates in learned.finder.find(views):
                certainty = learned.ranker.certainty(candidates)
                distance = 1.0 - candidates.features[:, 0, _NEAREST_COSINE]
                doubt[rows] = np.clip(np.maximum(4 * certainty * (1 - certainty), distance), 0, 1)
        return doubt

    def _recorded(self, known: pd.DataFrame) -> pd.DataFrame:
        rows = known.merge(self._memory.labels, on="text_row").sort_values(
            ["text_row", "fit_grade", "label"], ascending=[True, False, True], ignore_index=True
        )
        return pd.DataFrame(
            {
                "text_hash": rows["text_hash"],
                "label": rows["label"],
                "relevance": rows["fit_grade"].map(_RECORDED_RELEVANCE),
                "labeller": "memory",
                "evidence": "recorded with grade " + rows["fit_grade"].astype(str),
            }
        )

    def _proposed(self, texts: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Labels of new texts, and how well each of these is known."""
        cosines, certainties = np.zeros(len(texts)), np.zeros(len(texts))
        found: list[tuple[str, str, float, str]] = []
        if len(texts) and len(self._memory.texts):
            learned = self._learn()
            with progress("Labelling new texts", len(texts), unit="texts") as advance:
                for start in range(0, len(texts), _TEXTS_PER_STEP):
                    step = texts.iloc[start : start + _TEXTS_PER_STEP]
                    views = view_texts(step, model=self._model, fields=self._settings.text_fields)
                    place = slice(start, start + len(step))
                    hashes = step["text_hash"].tolist()
                    found += self._of_step(
                        hashes, views, learned, cosines[place], certainties[place]
                    )
                    advance(len(step))
        labels = pd.DataFrame(found, columns=["text_hash", "label", "relevance", "evidence"])
        readings = pd.DataFrame(
            {
                "text_hash": texts["text_hash"].to_numpy(),
                "read_by": "embedded",
                "nearest_cosine": cosines.round(6),
                "certainty": certainties.round(6),
            }
        )
        return labels.assign(labeller="embedded"), readings

    def _of_step(
        self,
        hashes: list[str],
        views: TextViews,
        learned: Learned,
        cosines: NDArray[np.float64],
        certainties: NDArray[np.float64],
    ) -> list[tuple[str, str, float, str]]:
        """Label some texts; their nearest cosines and certainties are written in place."""
        settings = self._settings
        found: list[tuple[str, str, float, str]] = []
        for rows, candidates in learned.finder.find(views):
            relevance = learned.ranker.relevance(candidates)
            exactness = learned.ranker.exactness(candidates)
            certainties[rows] = learned.ranker.certainty(candidates)
            cosines[rows] = candidates.features[:, 0, _NEAREST_COSINE]
            for row, text in enumerate(range(rows.start, rows.stop)):
                if certainties[text] < settings.min_certainty:
                    continue
                words = frozenset(views.stems[text])
                is_guess = not views.types[text] or cosines[text] < FAR_COSINE
                least = max(settings.min_relevance, _LEAST_OF_GUESS if is_guess else 0.0)
                choices = choose(words, row, candidates, relevance, exactness, learned, least)
                found += [
                    (hashes[text], choice.label, choice.relevance, choice.evidence)
                    for choice in without_repeats(choices, settings.max_labels)
                ]
        return found

    def _learn(self) -> Learned:
        if self._learned is None:
            self._learned = learn(
                self._memory,
                model=self._model,
                known_hobbies=self._settings.known_hobbies,
                cache_dir=self._settings.cache_dir,
            )
        return self._learned
