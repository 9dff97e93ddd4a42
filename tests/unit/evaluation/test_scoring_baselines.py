"""Baselines on a shop small enough to work out by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from hobby_profiles.evaluation.scores.audiences import measure_audiences
from hobby_profiles.evaluation.scores.baselines import baseline_scores
from hobby_profiles.evaluation.scores.baselines_learned import neighbours_blend
from hobby_profiles.evaluation.scores.panel import Panel
from hobby_profiles.evaluation.scores.profiles import measure_profiles


def panel_of(users: int, topics: int, seed: int = 0) -> Panel:
    """A shop where who bought often buys again, and whose scores are the truth's chances."""
    generator = np.random.default_rng(seed)
    chance = generator.beta(0.5, 2, size=(users, topics))
    engaged = generator.random((users, topics)) < chance
    user, topic = np.nonzero(engaged)
    age = generator.integers(0, 300, len(user))
    history = pd.DataFrame(
        {
            "user": user,
            "topic": topic,
            "event_at": pd.Timestamp("2024-01-01") - pd.to_timedelta(age, unit="D"),
            "age_days": age,
            "amount": 5.0,
        }
    )
    scores = np.where(engaged, chance, np.nan)
    return Panel(
        users=np.arange(users).astype(str).astype(object),
        topics=np.arange(topics).astype(str).astype(object),
        history=history,
        engaged=engaged,
        truth=generator.random((users, topics)) < chance,
        profile_score=scores,
        audience_score=scores,
        purchase_probability=scores,
    )


def test_plain_signals_count_what_they_say():
    panel = panel_of(4, 3)
    history = pd.DataFrame(
        {
            "user": [0, 0, 0, 1],
            "topic": [0, 0, 1, 0],
            "event_at": pd.to_datetime(["2024-01-01", "2024-01-01", "2024-01-02", "2024-01-03"]),
            "age_days": [180, 180, 0, 360],
            "amount": [2.0, 3.0, 10.0, 1.0],
        }
    )
    engaged = np.zeros((4, 3), dtype=bool)
    engaged[[0, 0, 1], [0, 1, 0]] = True
    panel = Panel(**{**vars(panel), "history": history, "engaged": engaged})
    scores = baseline_scores(panel)
    assert scores["frequency"][0].tolist() == [1, 1, 0]  # two lines of one basket count once
    assert scores["monetary"][0].tolist() == [5, 10, 0]
    assert scores["decayed_frequency"][0].tolist() == [0.5, 1, 0]
    assert scores["decayed_frequency"][1, 0] == pytest.approx(0.25)
    assert scores["popularity"][3].tolist() == [2, 1, 0]
    assert scores["activity"][0].tolist() == [2, 2, 2]
    assert scores["recency"][0, 1] > scores["recency"][0, 0] > scores["recency"][2, 0]
    # Within topic 0 user 1 is newer; frequency ties; user 0 spent more.
    assert scores["rfm_topic"][:2, 0].tolist() == pytest.approx([2.25 / 3, 2.25 / 3])
    assert scores["rfm_user"][0, :2].tolist() == pytest.approx([1.75 / 3, 2.75 / 3])


def test_neighbours_bring_topics_one_never_had():
    decayed = np.array([[1.0, 1.0, 0.0], [1.0, 1.0, 1.0], [0.0, 0.0, 5.0]])
    blended = neighbours_blend(decayed, neighbours=1)
    assert blended[0].tolist() == pytest.approx([1.0, 1.0, 0.3])


def test_good_scores_beat_random_ones_and_ties_are_reported():
    panel = panel_of(300, 12)
    profiles = measure_profiles(panel)
    assert profiles["ndcg_at_10"] > profiles["baseline_random_ndcg_at_10"]
    assert profiles["ndcg_at_10_minus_random_ci_low"] > 0
    assert profiles["ndcg_at_10_ci_low"] < profiles["ndcg_at_10"] < profiles["ndcg_at_10_ci_high"]
    audiences = measure_audiences(panel)
    assert audiences["audience_lift_at_10pct"] > audiences["baseline_random_audience_lift_at_10pct"]
    # Nobody but engaged users has a score here, so prospects are picked at random.
    assert audiences["prospect_lift_at_10pct"] == pytest.approx(1.0)
    assert audiences["ece"] < 0.1


def test_a_shop_of_one_user_measures_without_an_error():
    figures = measure_audiences(panel_of(1, 2))
    assert figures["audience_topic_count"] == 0
    assert np.isnan(figures["audience_lift_at_10pct"])
    assert measure_profiles(panel_of(2, 3))["user_count"] == 2
