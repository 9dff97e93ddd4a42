"""The shipped labeller, as it ships, on recorded texts that nothing was learnt from."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from hobby_profiles.core.errors import InputError
from hobby_profiles.embedding import load_embedding_model
from hobby_profiles.evaluation.labels.recorded import load_held_out, measure_reliability
from hobby_profiles.labels.memory import load_memory
from hobby_profiles.labels.settings import LabelSettings

HELD_OUT = Path(__file__).parent / "demo_texts_held_out.parquet"
SETTINGS = LabelSettings()


@pytest.fixture(scope="module")
def figures() -> dict[str, float]:
    """Every fourth held-out text, to be quick."""
    model = load_embedding_model(SETTINGS.embedding_model, cache_dir=str(SETTINGS.cache_dir))
    held_out = load_held_out(HELD_OUT)
    few = held_out.subset(np.arange(len(held_out.texts)) % 4 == 0)
    return measure_reliability(load_memory(SETTINGS.label_memory), few, model, SETTINGS)


@pytest.mark.slow
def test_labels_of_unseen_texts_are_right_and_everyday_items_have_none(figures):
    assert figures["held_out_precision"] >= 0.85
    assert figures["held_out_strong_recall"] >= 0.83
    assert figures["held_out_abstention"] >= 0.93


@pytest.mark.slow
def test_relevance_is_a_probability(figures):
    assert figures["ece_all"] <= 0.08
    assert abs(figures["mean_relevance"] - figures["share_right"]) <= 0.09


def test_texts_that_may_be_learnt_from_are_refused(tmp_path):
    with pytest.raises(InputError, match="may be learnt from"):
        load_held_out(SETTINGS.label_memory)
