"""The shipped judge holds its targets on pairs that an independent reader graded."""

from __future__ import annotations

from pathlib import Path

import pytest

from hobby_profiles.app.evaluate.catalogue.judge import render_section
from hobby_profiles.embedding import load_embedding_model
from hobby_profiles.evaluation.labels.judge import (
    held_out_pairs,
    measure_judge,
    measure_traps,
    memory_without,
    read_pairs,
)
from hobby_profiles.labels.held_out import is_held_out
from hobby_profiles.labels.judge.embedded import EmbeddedJudge
from hobby_profiles.labels.judge.review import make_review
from hobby_profiles.labels.memory import load_memory
from hobby_profiles.labels.settings import LabelSettings
from hobby_profiles.labels.traps import load_traps

GOLD = Path(__file__).parent / "gold"
SETTINGS = LabelSettings()


@pytest.fixture(scope="module")
def figures() -> dict[str, float]:
    model = load_embedding_model(SETTINGS.embedding_model, cache_dir=str(SETTINGS.cache_dir))
    pairs = read_pairs(GOLD)
    everything = load_memory(SETTINGS.label_memory)
    held = held_out_pairs(everything, load_traps())
    memory = memory_without(everything, pairs)
    memory = memory.subset(~is_held_out(memory.texts))
    judge = EmbeddedJudge(memory, model, make_review(SETTINGS, memory, model))
    return measure_judge(pairs, judge, model)[0] | measure_traps(held, judge)


@pytest.mark.slow
def test_rejection_is_precise_and_catches_most(figures):
    assert figures["precision"] >= 0.78
    assert figures["recall"] >= 0.88


@pytest.mark.slow
def test_most_traps_are_rejected_and_few_good_pairs_lost(figures):
    assert figures["trap_rejection"] >= 0.79
    assert figures["good_pairs_lost"] <= 0.06


@pytest.mark.slow
def test_every_sensitive_label_is_caught_and_few_others(figures):
    assert figures["sensitive_recall"] == figures["planted_sensitive_recall"] == 1
    assert figures["sensitive_precision"] >= 0.8


@pytest.mark.slow
def test_it_beats_the_plain_baseline_and_does_not_live_on_its_lists(figures):
    assert figures["f1"] > figures["baseline_cosine_f1"] + 0.1
    assert figures["without_lists_f1"] > figures["baseline_cosine_f1"] + 0.05


@pytest.mark.slow
def test_the_section_of_the_docs_shows_them(figures):
    section = render_section(figures)
    assert f"| the judge | {figures['precision']:.2f} | {figures['recall']:.2f} |" in section


def test_texts_are_left_out_although_their_titles_are_cut():
    pairs = read_pairs(GOLD)
    memory = load_memory(SETTINGS.label_memory)
    rest = memory_without(memory, pairs)
    titles = set(rest.texts["product_name"].str[:110].str.strip() + rest.texts["category_path"])
    assert not titles & set(pairs["product_name"] + pairs["category_path"])
    assert len(rest.texts) < len(memory.texts)
