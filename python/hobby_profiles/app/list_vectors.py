"""Renew the vectors of what the shipped lists hold, which every build compares its texts with."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from hobby_profiles.embedding import embed_texts
from hobby_profiles.embedding.base import Vectors
from hobby_profiles.embedding.recorded import (
    LIST_VECTORS,
    RecordedVectors,
    load_recorded_vectors,
)
from hobby_profiles.embedding.sentence_transformer import SentenceTransformerModel
from hobby_profiles.embedding.shipped import SHIPPED_MODEL
from hobby_profiles.labels.judge.embedded import EmbeddedJudge
from hobby_profiles.labels.judge.review import make_review
from hobby_profiles.labels.memory import Memory
from hobby_profiles.labels.placed_labels import load_placed_labels
from hobby_profiles.labels.settings import LabelSettings
from hobby_profiles.taxonomy.merge.meanings import label_meanings
from hobby_profiles.taxonomy.names.embedded import EmbeddedNamer
from hobby_profiles.taxonomy.names.lexicon import general_terms
from hobby_profiles.taxonomy.tree.guide import Guide

_AREAS = LIST_VECTORS.with_name("hobby__areas.csv")
_NOTHING = "a label that no list holds"


class _Listener:
    """Stands in for a model and notes what it is asked: the code that reads a list names it."""

    identity = "listener"
    dimension = 2

    def __init__(self) -> None:
        self.heard: set[str] = set()

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.heard.update(texts)
        return np.tile(np.array([1.0, 0.0], dtype=np.float32), (len(texts), 1))


def texts_of_lists(settings: LabelSettings) -> list[str]:
    """List the texts of the shipped lists that the memory's vectors lack, sorted.

    Args:
        settings: Shipped settings.

    Returns:
        What judge, tree and namer embed for a single label, without that label.
    """
    listener = _Listener()
    columns = ["product_name", "category_path", "label_rank", "label", "fit_grade"]
    memory = Memory.from_examples(pd.DataFrame(columns=columns))
    judge = EmbeddedJudge(memory, listener, make_review(settings, memory, listener))
    judge.grade(pd.DataFrame({"product_name": [""], "category_path": [""], "label": [_NOTHING]}))

    def embed(texts: Sequence[str]) -> Vectors:
        return embed_texts(list(texts), model=listener)

    areas = pd.read_csv(_AREAS)
    Guide(areas, embed, load_placed_labels())
    EmbeddedNamer(general_terms(areas), embed)
    label_meanings([], embed([]), embed)
    return sorted(set(load_recorded_vectors().missing(sorted(listener.heard))) - {_NOTHING})


def record_list_vectors(settings: LabelSettings) -> int:
    """Embed what is new in the lists and write the vectors that ship.

    Args:
        settings: Shipped settings.

    Returns:
        Number of texts.
    """
    texts = texts_of_lists(settings)
    model = SentenceTransformerModel(SHIPPED_MODEL, cache_dir=settings.cache_dir)
    nothing = RecordedVectors.exactly([], np.zeros((0, model.dimension), dtype=np.float32))
    recorded = load_recorded_vectors(LIST_VECTORS) if LIST_VECTORS.exists() else nothing
    new = recorded.missing(texts)
    recorded.renewed(texts, dict(zip(new, model.encode(new), strict=True))).save(LIST_VECTORS)
    load_recorded_vectors.cache_clear()
    return len(texts)


def share_missing(settings: LabelSettings) -> float:
    """Share of the lists' texts without a vector that ships: a build embeds these itself."""
    texts = texts_of_lists(settings)
    if not LIST_VECTORS.exists():
        return 1.0
    return len(load_recorded_vectors(LIST_VECTORS).missing(texts)) / max(len(texts), 1)
