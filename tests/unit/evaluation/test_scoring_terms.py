"""Leaving out what tells costs; leaving out what does not tell costs nothing."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from hobby_profiles.evaluation.scores.fit import Cases
from hobby_profiles.evaluation.scores.panel import Panel
from hobby_profiles.evaluation.scores.terms import measure_terms

USERS, TOPICS = 200, 12


def drawn(seed: int) -> tuple[Cases, Panel]:
    """A shop in which active_days tells who comes back, and recency tells nothing."""
    generator = np.random.default_rng(seed)
    users = np.array([f"u{number:03d}" for number in range(USERS)], dtype=object)
    topics = np.array([f"t{number:02d}" for number in range(TOPICS)], dtype=object)
    engaged = generator.random((USERS, TOPICS)) < 0.5
    days = generator.normal(size=engaged.shape)
    score = np.where(engaged, 3 * days - 2, -4.0)
    truth = generator.random(engaged.shape) < 1 / (1 + np.exp(-score))
    terms, outcomes = {}, {}
    for audience_type, pairs in (("engaged", engaged), ("prospect", ~engaged)):
        user, topic = np.nonzero(pairs)
        index = pd.MultiIndex.from_arrays(
            [users[user], topics[topic]], names=["user_id", "topic_id"]
        )
        terms[audience_type] = pd.DataFrame(
            {"active_days": days[pairs], "recency": generator.normal(size=len(user))}, index=index
        )
        outcomes[audience_type] = truth[pairs]
    user, topic = np.nonzero(engaged)
    moment = pd.Timestamp("2022-01-01")
    history = pd.DataFrame(
        {
            "user": user,
            "topic": topic,
            "event_at": moment,
            "event_date": moment,
            "age_days": 10,
            "amount": 1.0,
        }
    )
    nothing = np.full(engaged.shape, np.nan)
    panel = Panel(users, topics, history, engaged, truth, nothing, nothing, nothing)
    return Cases(terms, outcomes), panel


@pytest.fixture(scope="module")
def figures() -> dict[str, dict[str, float]]:
    return measure_terms([drawn(1)[0], drawn(2)[0]], [drawn(3), drawn(4)])


def test_every_term_is_left_out_once(figures):
    assert list(figures) == ["", "active_days", "recency"]


def test_leaving_out_the_term_that_tells_costs(figures):
    for measure in ("ndcg_at_10_minus_frequency", "audience_lift_minus_best_signal"):
        assert figures[""][measure] > figures["active_days"][measure] + 0.05


def test_leaving_out_noise_costs_nothing(figures):
    for measure, value in figures[""].items():
        assert figures["recency"][measure] == pytest.approx(value, abs=0.03)
