from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from hobby_profiles.evaluation.preferences.measure import Told, measure_preferences

USERS = [f"u{n}" for n in range(12)]


def purchases(rows: list[tuple[str, str, str | None, str | None]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["user_id", "topic_id", "paid", "band"])


def told(shares: list[float]) -> Told:
    bands = [(user, "high" if n % 3 == 0 else "low") for n, user in enumerate(USERS)]
    return Told(
        pd.DataFrame(bands, columns=["user_id", "band"]),
        pd.DataFrame({"user_id": USERS, "discount_sensitivity": shares}),
        purchases([(user, "yarn", None, band) for user, band in bands]),
    )


def later(shares: list[float]) -> pd.DataFrame:
    return purchases(
        [
            (user, "yarn", "discount" if n < share * 10 else "usual_price", band)
            for user, share, band in zip(USERS, shares, told(shares).bands["band"], strict=True)
            for n in range(10)
        ]
    )


def test_users_who_keep_to_their_band_beat_the_commonest_one() -> None:
    shares = [n / 12 for n in range(12)]
    figures = measure_preferences(told(shares), later(shares))
    assert figures["band_share"] == 1
    assert figures["baseline_topic_band_share"] == pytest.approx(2 / 3)
    assert figures["gain_over_topic_ci_low"] > 0
    assert figures["discount_rank_correlation"] > 0.9
    assert figures["discount_user_count"] == 12


def test_shuffled_users_gain_nothing() -> None:
    shares = [n / 12 for n in range(12)]
    shuffled = np.random.default_rng(1).permutation(shares).tolist()
    figures = measure_preferences(told(shares), later(shuffled))
    assert abs(figures["discount_rank_correlation"]) < 0.6
    assert figures["discount_rank_correlation_ci_low"] < 0


def test_what_cannot_be_known_is_not_a_number() -> None:
    nothing = later([0.5] * 12).assign(paid=None)
    figures = measure_preferences(told([0.5] * 12), nothing)
    assert np.isnan(figures["discount_rank_correlation"])
    assert figures["band_purchase_count"] == 120
    unpriced = measure_preferences(told([0.5] * 12), nothing.assign(band=None))
    assert np.isnan(unpriced["band_share"]) and np.isnan(unpriced["gain_over_topic"])
