"""Words of a persona's signals and the topics that they mean."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from hobby_profiles.core.errors import InputError
from hobby_profiles.taxonomy import nearest
from hobby_profiles.taxonomy.nearest import MeaningSettings, suggest_topics
from hobby_profiles.taxonomy.persona_topics import match_signals

TOPICS = pd.DataFrame(
    [
        ("yarn", "Yarn crafts", "Yarn crafts", "activity", False),
        ("knit", "Knitting", "Yarn crafts > Knitting", "activity", True),
        ("baby", "Baby care", "Baby care", "lifestage", True),
    ],
    columns=["topic_id", "topic_name", "topic_path", "kind", "is_leaf"],
)
LABELS = pd.DataFrame({"topic_id": ["knit", "gone"], "label": ["hand-knitting", "knitting"]})
VECTORS = {"yarn crafts": (1, 0), "knitting": (0.8, 0.6), "baby care": (0, 1), "wool": (1, 0.1)}


@pytest.fixture(autouse=True)
def vectors(monkeypatch):
    monkeypatch.setattr(nearest, "load_embedding_model", lambda *args, **kwargs: None)
    monkeypatch.setattr(
        nearest,
        "embed_texts",
        lambda texts, model: np.array([VECTORS.get(text, (-1, 0)) for text in texts]),
    )


def found(kind: str, value: str) -> dict[str, float]:
    signals = pd.DataFrame(
        [("p", kind, value, 1.0)],
        columns=["persona_id", "signal_kind", "signal_value", "signed_weight"],
    )
    settings = MeaningSettings(embedding_model="none", cache_dir=".")
    matched = match_signals(signals, TOPICS, LABELS, settings)
    return dict(zip(matched["topic_id"], matched["cosine"], strict=True))


@pytest.mark.parametrize(
    ("kind", "value", "topics"),
    [
        ("topic", "KNITTING", {"knit"}),
        ("topic", "yarn crafts > knitting", {"knit"}),
        ("topic", "Hand knitting", {"knit"}),
        ("topic", "wool", {"yarn", "knit"}),
        ("branch", "wool", {"yarn"}),
        ("branch", "knitting", {"yarn"}),
        ("topic_kind", "Lifestage", {"baby"}),
        ("topic", "chess", set()),
        ("discount", "high", set()),
    ],
)
def test_a_word_means_topics(kind, value, topics):
    assert set(found(kind, value)) == topics


def test_what_is_near_counts_by_its_cosine():
    assert found("topic", "knitting") == {"knit": 1.0}
    assert found("topic", "wool")["yarn"] == pytest.approx(0.995, abs=1e-3)


def test_a_shop_without_topics():
    settings = MeaningSettings(embedding_model="none", cache_dir=".")
    signals = pd.DataFrame(
        [("p", "topic", "wool", 1.0)],
        columns=["persona_id", "signal_kind", "signal_value", "signed_weight"],
    )
    matched = match_signals(signals, TOPICS.iloc[:0], LABELS.iloc[:0], settings)
    assert matched.empty
    assert matched["signed_weight"].dtype == float


def test_a_missing_column_is_named():
    settings = MeaningSettings(embedding_model="none", cache_dir=".")
    with pytest.raises(InputError, match="signed_weight"):
        match_signals(pd.DataFrame({"persona_id": []}), TOPICS, LABELS, settings)


def test_suggestions_are_near_in_meaning_and_for_unknown_words_only():
    members = pd.DataFrame({"topic": ["wool", "Knitting", "HAND-KNITTING", "chess", None]})
    suggested = suggest_topics(
        members, TOPICS, LABELS, MeaningSettings(embedding_model="none", cache_dir=".")
    )
    assert suggested[["asked_topic", "suggestion_rank", "topic_name"]].to_numpy().tolist() == [
        ["wool", 1, "Yarn crafts"],
        ["wool", 2, "Knitting"],
    ]


def test_nobody_asks_without_collections():
    members = pd.DataFrame({"topic": pd.Series([], dtype="str")})
    settings = MeaningSettings(embedding_model="none", cache_dir=".")
    assert suggest_topics(members, TOPICS, LABELS, settings).empty
