"""What the scores must beat: plain signals and standard methods, from history alone."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hobby_profiles.evaluation.scores.baselines_learned import (
    matrix_factorisation,
    neighbours_blend,
)
from hobby_profiles.evaluation.scores.panel import Panel

Scores = NDArray[np.float64]

_HALF_LIFE_DAYS = 180
_TIFU_HALF_LIFE_DAYS = 90


def baseline_scores(panel: Panel, *, seed: int = 0) -> dict[str, Scores]:
    """Score every pair of user and topic by each baseline, higher is better.

    Frequency counts different moments of buying (baskets), monetary sums amounts, recency is the
    latest moment, and RFM is the mean of the three percentile ranks, among the topic's users or
    among the user's topics (Bult and Wansbeek, 1995). Decayed frequency halves a basket every 180
    days.

    Args:
        panel: Users, topics and their history.
        seed: Seed of the random order and of matrix factorisation.

    Returns:
        Name and scores, each of shape (users, topics). Pairs without history are 0 in the plain
        signals.
    """
    shape = panel.engaged.shape
    single = single_signals(panel)
    frequency = single["frequency"]
    signals = (single["recency"], frequency, single["monetary"])
    generator = np.random.default_rng(seed)
    return {
        "random": generator.random(shape),
        "popularity": np.tile(panel.popularity, (shape[0], 1)),
        "activity": np.tile(frequency.sum(axis=1)[:, None], (1, shape[1])),
        **single,
        "rfm_topic": _mean_percentile(signals, panel.engaged, axis=0),
        "rfm_user": _mean_percentile(signals, panel.engaged, axis=1),
        "tifu_knn": neighbours_blend(_decayed(panel, _baskets(panel), _TIFU_HALF_LIFE_DAYS)),
        "matrix_factorisation": matrix_factorisation(frequency, seed=seed),
    }


def single_signals(panel: Panel) -> dict[str, Scores]:
    """Score by one signal of a user's history in the topic each, as :func:`baseline_scores`."""
    baskets = _baskets(panel)
    pairs = panel.history.groupby(["user", "topic"])
    recency = panel.matrix(_seconds(pairs["event_at"].max()))
    monetary = panel.matrix(pairs["amount"].sum())
    return {
        "recency": np.where(panel.engaged, recency, 0.0),
        "frequency": panel.matrix(baskets.groupby(["user", "topic"]).size()),
        "monetary": np.where(panel.engaged, monetary, 0.0),
        "decayed_frequency": _decayed(panel, baskets, _HALF_LIFE_DAYS),
    }


def _baskets(panel: Panel) -> pd.DataFrame:
    return panel.history.drop_duplicates(["user", "topic", "event_at"])


def _seconds(moments: pd.Series) -> pd.Series:
    """Seconds from a day before the first moment on, so that all are above 0."""
    seconds: pd.Series = (moments - moments.min()).dt.total_seconds() + 86400.0
    return seconds


def _decayed(panel: Panel, baskets: pd.DataFrame, half_life_days: float) -> Scores:
    weights = 0.5 ** (baskets["age_days"] / half_life_days)
    return panel.matrix(weights.groupby([baskets["user"], baskets["topic"]]).sum())


def _mean_percentile(
    signals: tuple[Scores, ...], engaged: NDArray[np.bool_], axis: Literal[0, 1]
) -> Scores:
    """Mean of the signals' percentile ranks among engaged pairs of a column (0) or a row (1)."""
    total = np.zeros(engaged.shape)
    for signal in signals:
        frame = pd.DataFrame(np.where(engaged, signal, np.nan))
        total += frame.rank(axis=axis, pct=True).fillna(0.0).to_numpy()
    return total / len(signals)
