"""Labels from the nearest labelled texts, without a key and without a network."""

from __future__ import annotations

import numpy as np
import pandas as pd

from hobby_profiles.embedding import EmbeddingModel, embed_texts, load_embedding_model
from hobby_profiles.labels.base import LABEL_COLUMNS
from hobby_profiles.labels.memory import Memory, load_memory
from hobby_profiles.labels.settings import LabelSettings

NEIGHBOURS = 12
_MIN_VOTE = 0.2


def build_labeller(settings: LabelSettings) -> EmbeddedLabeller:
    """Build the embedded labeller from settings; see `base.build_labeller`."""
    model = load_embedding_model(settings.embedding_model, cache_dir=str(settings.cache_dir))
    return EmbeddedLabeller(load_memory(settings.label_memory), model, settings)


class EmbeddedLabeller:
    """Takes recorded labels for known texts and votes of the nearest ones for others."""

    def __init__(self, memory: Memory, model: EmbeddingModel, settings: LabelSettings) -> None:
        self._memory = memory
        self._model = model
        self._settings = settings

    def label(self, texts: pd.DataFrame) -> pd.DataFrame:
        """Propose labels, see `Labeller.label`."""
        known = self._memory.recorded(texts)
        new = texts[~texts["text_hash"].isin(known["text_hash"])]
        rows = pd.concat([self._recorded(known), self._voted(new)], ignore_index=True)
        rows = rows.sort_values(
            ["text_hash", "relevance", "label"], ascending=[True, False, True], ignore_index=True
        )
        rows["label_rank"] = rows.groupby("text_hash").cumcount() + 1
        rows = rows[rows["label_rank"] <= self._settings.max_labels]
        return rows.reindex(columns=list(LABEL_COLUMNS)).reset_index(drop=True)

    def _recorded(self, known: pd.DataFrame) -> pd.DataFrame:
        rows = known.merge(self._memory.labels, on="text_row")
        return pd.DataFrame(
            {
                "text_hash": rows["text_hash"],
                "label": rows["label"],
                "kind": None,
                "relevance": rows["fit_grade"].map({1: 0.2, 2: 0.5, 3: 0.8, 4: 0.9, 5: 0.95}),
                "labeller": "memory",
                "evidence": "recorded with grade " + rows["fit_grade"].astype(str),
            }
        )

    def _voted(self, texts: pd.DataFrame) -> pd.DataFrame:
        if texts.empty or self._memory.texts.empty:
            return self._recorded(pd.DataFrame({"text_hash": [], "text_row": []}))
        memory = embed_texts(self._memory.texts["product_name"].tolist(), model=self._model)
        queries = embed_texts(texts["product_name"].fillna("").tolist(), model=self._model)
        labels_of = {
            row: group
            for row, group in self._memory.labels.groupby("text_row")[["label", "fit_grade"]]
        }
        types = self._memory.texts["category_path"].to_numpy()
        found: list[tuple[str, str, float, str]] = []
        columns = zip(texts["text_hash"], texts["category_path"].fillna(""), queries, strict=True)
        for text_hash, category, vector in columns:
            cosines = memory @ vector
            nearest = np.argsort(-cosines, kind="stable")[:NEIGHBOURS]
            votes: dict[str, float] = {}
            total = 0.0
            for row in nearest:
                weight = float(cosines[row]) ** 4 * (2.0 if types[row] == category else 1.0)
                total += weight
                if row in labels_of:
                    for label, grade in labels_of[row].itertuples(index=False):
                        if grade >= 3:
                            votes[label] = votes.get(label, 0.0) + weight * grade / 5
            best = sorted(votes.items(), key=lambda item: (-item[1], item[0]))[:3]
            example = str(self._memory.texts["product_name"].iloc[nearest[0]])[:80]
            found += [
                (text_hash, label, min(1.0, vote / total), f"near: {example}")
                for label, vote in best
                if vote / total >= _MIN_VOTE
            ]
        rows = pd.DataFrame(found, columns=["text_hash", "label", "relevance", "evidence"])
        return rows.assign(kind=None, labeller="embedded")
