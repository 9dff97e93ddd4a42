from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from hobby_profiles.evaluation.scores.bands import band_shares, fit_days, fit_edges


def shop(size: int, of: float) -> pd.DataFrame:
    """People buy again as often as ``of`` times their score says."""
    chance = np.random.default_rng(7)
    score = chance.uniform(0, 1, size)
    days = np.exp(score * 2) - 1
    return pd.DataFrame(
        {
            "affinity_score": score,
            "decayed_day_count": days,
            "outcome": chance.uniform(0, 1, size) < of * score,
        }
    )


def test_edges_lie_where_enough_buy_again() -> None:
    edges = fit_edges([shop(40_000, 1.0), shop(4_000, 1.0)])
    assert edges["high_affinity"] == pytest.approx(0.25, abs=0.04)
    assert edges["medium_affinity"] == pytest.approx(0.1, abs=0.03)
    shares = band_shares(shop(40_000, 1.0), edges)
    assert shares["share"]["high"] > shares["share"]["medium"] > shares["share"]["low"]
    assert shares["pair_count"].sum() == 40_000


def test_nobody_buys_again_so_there_is_no_edge() -> None:
    assert np.isnan(fit_edges([shop(1_000, 0.05)])["high_affinity"])


def test_more_days_are_a_higher_chance() -> None:
    assert fit_days(shop(4_000, 1.0))["days_affinity_weight"] > 0.5
