"""Fitting on cases whose truth is known."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from hobby_profiles.evaluation.common.ranking import expected_calibration_error
from hobby_profiles.evaluation.scores.fit import Cases, fit_lookup, fit_weights, propensities

SEEDS = Path(__file__).parents[3] / "seeds" / "reference"
COUNT = 20_000


def shop(level: float, seed: int) -> Cases:
    """Cases drawn from a scorecard with the weights 1 and -0.5, at a level of its own."""
    generator = np.random.default_rng(seed)
    terms, outcomes = {}, {}
    for audience_type, constant in (("engaged", -1.0), ("prospect", -3.0)):
        table = pd.DataFrame(generator.normal(size=(COUNT, 2)), columns=["active_days", "recency"])
        score = table["active_days"] - 0.5 * table["recency"] + constant + level
        terms[audience_type] = table
        outcomes[audience_type] = generator.random(COUNT) < 1 / (1 + np.exp(-score))
    return Cases(terms, outcomes)


@pytest.fixture(scope="module")
def shops() -> list[Cases]:
    return [shop(-0.7, 1), shop(0.7, 2)]


def test_weights_are_found_though_shops_differ_in_level(shops):
    weights = fit_weights(shops).set_index(["audience_type", "term"])["weight"]
    for audience_type in ("engaged", "prospect"):
        assert weights[audience_type, "active_days"] == pytest.approx(1.0, abs=0.05)
        assert weights[audience_type, "recency"] == pytest.approx(-0.5, abs=0.05)
    apart = weights["engaged", "constant"] - weights["prospect", "constant"]
    assert apart == pytest.approx(2.0, abs=0.1)


def test_lookup_gives_the_probability_at_the_shops_level(shops):
    weights = fit_weights(shops)
    lookup = fit_lookup(shops, weights)
    fresh = shop(0.0, 3)
    for audience_type in ("engaged", "prospect"):
        table = lookup[lookup["audience_type"] == audience_type]
        ends = np.append(table["propensity_bin"], table["propensity_bin"].max() + 1) / 4
        values = np.append(table["probability_from"], table["probability_to"].iloc[-1])
        probability = np.interp(propensities(fresh, weights, audience_type), ends, values)
        error = expected_calibration_error(probability, fresh.outcomes[audience_type])
        assert error < 0.02


def test_shipped_lookup_never_falls_and_joins_up():
    lookup = pd.read_csv(SEEDS / "hobby__probability_lookup.csv")
    for _, table in lookup.groupby("audience_type"):
        assert table["propensity_bin"].tolist() == list(range(-40, 24))
        assert (table["probability_to"] >= table["probability_from"]).all()
        joints = table["probability_to"].to_numpy()[:-1], table["probability_from"].to_numpy()[1:]
        assert (joints[0] == joints[1]).all()


def test_shipped_weights_have_frequency_at_their_heart():
    weights = pd.read_csv(SEEDS / "hobby__score_weights.csv").set_index(["audience_type", "term"])
    engaged = weights.loc["engaged", "weight"]
    # At a new share of 2% the log odds are -3.9: what one e-fold of decayed days is worth.
    frequency = (
        engaged["active_days"]
        + engaged["decayed_days"]
        - 3.9 * engaged["decayed_days_by_topic_new"]
    )
    assert frequency > 1.0
    assert frequency > 2 * engaged.drop(["constant", "related_topics"]).abs().max()
    # Days in related topics are frequency too, of which a small share, the similarity, counts.
    assert frequency > 1.5 * engaged["related_topics"]
