"""Labels learnt from labelled examples, without a key and without a network."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hobby_profiles.core.progress import progress
from hobby_profiles.embedding import EmbeddingModel, load_embedding_model
from hobby_profiles.labels.base import LABEL_COLUMNS
from hobby_profiles.labels.embedded.candidates import FEATURES, NEIGHBOURS, Candidates
from hobby_profiles.labels.embedded.kinds import kinds_of
from hobby_profiles.labels.embedded.learned import Learned, learn
from hobby_profiles.labels.embedded.vocabulary import outdone
from hobby_profiles.labels.memory import Memory, load_memory
from hobby_profiles.labels.settings import LabelSettings
from hobby_profiles.labels.texts.views import TextViews, view_texts

_REPEATED_COSINE = 0.80
"""A label this close to a better one of the same text says nothing new."""

_RECORDED_RELEVANCE = {1: 0.05, 2: 0.23, 3: 0.51, 4: 0.75, 5: 0.96}
"""Share of recorded labels that a second, independent reader graded 4 or 5, by recorded grade."""

_TEXTS_PER_STEP = 8_192
_SUPPORT_COUNT = FEATURES.index("support_count")
_NEAREST_COSINE = FEATURES.index("nearest_cosine")
_VOTE_EXACT = FEATURES.index("vote_exact")
_WORD_SHARE = FEATURES.index("word_share")
_EXAMPLE_CHARACTERS = 60


def build_labeller(settings: LabelSettings) -> EmbeddedLabeller:
    """Build the embedded labeller from settings; see `base.build_labeller`."""
    model = load_embedding_model(settings.embedding_model, cache_dir=str(settings.cache_dir))
    return EmbeddedLabeller(load_memory(settings.label_memory), model, settings)


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
        """Propose labels, see `Labeller.label`.

        A text in the memory has all its recorded labels, low grades included, for the judge to
        see. Any other text has the labels of relevance ``min_relevance`` or more, if one of its
        candidates fits without doubt with a probability of ``min_certainty`` or more.
        """
        known = self._memory.recorded(texts)
        new = texts[~texts["text_hash"].isin(known["text_hash"])]
        rows = pd.concat([self._recorded(known), self._proposed(new)], ignore_index=True)
        rows = rows.sort_values(
            ["text_hash", "relevance", "label"], ascending=[True, False, True], ignore_index=True
        )
        rows["label_rank"] = rows.groupby("text_hash").cumcount() + 1
        rows = rows[rows["label_rank"] <= self._settings.max_labels]
        rows["kind"] = kinds_of(
            rows["label"].tolist(), model=self._model, known_hobbies=self._settings.known_hobbies
        )
        return rows.reindex(columns=list(LABEL_COLUMNS)).reset_index(drop=True)

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
        rows = known.merge(self._memory.labels, on="text_row")
        return pd.DataFrame(
            {
                "text_hash": rows["text_hash"],
                "label": rows["label"],
                "relevance": rows["fit_grade"].map(_RECORDED_RELEVANCE),
                "labeller": "memory",
                "evidence": "recorded with grade " + rows["fit_grade"].astype(str),
            }
        )

    def _proposed(self, texts: pd.DataFrame) -> pd.DataFrame:
        columns = ["text_hash", "label", "relevance", "evidence"]
        found: list[tuple[str, str, float, str]] = []
        if len(texts) and len(self._memory.texts):
            learned = self._learn()
            with progress("Labelling new texts", len(texts), unit="texts") as advance:
                for start in range(0, len(texts), _TEXTS_PER_STEP):
                    step = texts.iloc[start : start + _TEXTS_PER_STEP]
                    views = view_texts(step, model=self._model, fields=self._settings.text_fields)
                    hashes = step["text_hash"].to_numpy()
                    for rows, candidates in learned.finder.find(views):
                        found += self._choose(hashes[rows], views.stems[rows], candidates, learned)
                    advance(len(step))
        return pd.DataFrame(found, columns=columns).assign(labeller="embedded")

    def _choose(
        self,
        hashes: NDArray[np.object_],
        stems: list[tuple[str, ...]],
        candidates: Candidates,
        learned: Learned,
    ) -> list[tuple[str, str, float, str]]:
        """Pick the labels of a block of texts: relevant enough, and each saying something new."""
        vocabulary = learned.vocabulary
        relevance = learned.ranker.relevance(candidates)
        certain = learned.ranker.certainty(candidates) >= self._settings.min_certainty
        chosen: list[tuple[str, str, float, str]] = []
        for row in np.flatnonzero(certain):
            order = np.argsort(-relevance[row], kind="stable")
            order = order[relevance[row, order] >= self._settings.min_relevance]
            labels, backing = candidates.labels[row], candidates.features[row, :, _VOTE_EXACT]
            words = frozenset(stems[row])
            is_outdone = outdone(labels[order], backing[order], words, vocabulary)
            kept: list[int] = []
            for place in order[~is_outdone]:
                label = labels[place]
                alike = vocabulary.vectors[kept] @ vocabulary.vectors[label]
                if (alike >= _REPEATED_COSINE).any():
                    continue
                kept.append(label)
                evidence = _evidence(candidates, int(row), int(place), learned.memory)
                share = float(relevance[row, place])
                chosen.append((str(hashes[row]), vocabulary.labels[label], share, evidence))
                if len(kept) == self._settings.max_labels:
                    break
        return chosen

    def _learn(self) -> Learned:
        if self._learned is None:
            self._learned = learn(
                self._memory,
                model=self._model,
                known_hobbies=self._settings.known_hobbies,
                cache_dir=self._settings.cache_dir,
            )
        return self._learned


def _evidence(candidates: Candidates, row: int, place: int, memory: Memory) -> str:
    """Say what a label rests on."""
    parts = []
    if candidates.features[row, place, _WORD_SHARE] >= 1.0:
        parts.append("its words stand in the text")
    example = candidates.example[row, place]
    if example >= 0:
        count = int(candidates.features[row, place, _SUPPORT_COUNT])
        title = " ".join(str(memory.texts["product_name"].iloc[example]).split())
        parts.append(
            f"{count} of the {NEIGHBOURS} nearest labelled texts agree, "
            f"such as {title[:_EXAMPLE_CHARACTERS]!r}"
        )
    return "; ".join(parts) or "close in meaning to the text"
