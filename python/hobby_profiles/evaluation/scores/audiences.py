"""Do a topic's best users buy in it next?"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from hobby_profiles.evaluation.common.ranking import (
    audience_lift,
    audience_membership,
    expected_calibration_error,
)
from hobby_profiles.evaluation.scores.baselines import baseline_scores
from hobby_profiles.evaluation.scores.panel import Panel

_MOST_BUYERS_ASKED = 30
_SHARE_OF_BUYERS_ASKED = 0.035
_RESAMPLES = 500
_NOT_OF_USERS = ("popularity",)


def measure_audiences(
    panel: Panel, *, min_buyers: int | None = None, seed: int = 0
) -> dict[str, float]:
    """Measure each topic's top 10% of all users, and of users new to the topic.

    Args:
        panel: Scores as of a date, and what happened afterwards.
        min_buyers: Topics with fewer users who have an event afterwards are left out. By default
            30, or 3.5% of the users in a small shop. Among prospects two thirds of that.
        seed: Seed of the bootstrap and of the random baseline.

    Returns:
        Flat figures: ``audience_lift_at_10pct``, ``audience_precision_at_10pct`` and the same as
        ``prospect_…``, means over topics; of each baseline as ``baseline_<name>_…``;
        ``…_minus_<name>`` with ``…_ci_low`` and ``…_ci_high`` by bootstrap over users, the
        audiences held; ``ece`` over pairs of user and engaged topic, ``prospect_ece``.
    """
    generator = np.random.default_rng(seed)
    count = len(panel.users)
    weights = generator.multinomial(count, np.full(count, 1 / count), _RESAMPLES).astype(float)
    shipped = np.nan_to_num(panel.audience_score, nan=-1.0)
    baselines = {
        name: scores
        for name, scores in baseline_scores(panel, seed=seed).items()
        if name not in _NOT_OF_USERS
    }
    figures: dict[str, float] = {"user_count": count, "topic_count": len(panel.topics)}
    for part in ("audience", "prospect"):
        kept, truth, pool = _measured_topics(panel, part, min_buyers)
        figures[f"{part}_topic_count"] = int(kept.sum())
        own = _lift(shipped[:, kept], truth, pool, weights)
        figures |= _named(part, "", own)
        for name, scores in baselines.items():
            other = _lift(scores[:, kept], truth, pool, weights)
            figures |= _named(part, f"baseline_{name}_", other)
            key = f"{part}_lift_at_10pct_minus_{name}"
            low, high = _interval(own[2] - other[2])
            figures |= {key: own[1] - other[1], f"{key}_ci_low": low, f"{key}_ci_high": high}
    return figures | _calibration(panel)


def mean_lift(panel: Panel, scores: NDArray[np.float64], *, prospects: bool = False) -> float:
    """Mean lift of the top 10% over the topics that :func:`measure_audiences` measures.

    Args:
        panel: What happened.
        scores: Shape (users, topics); higher is better.
        prospects: Whether only users who never bought in the topic count.
    """
    kept, truth, pool = _measured_topics(panel, "prospect" if prospects else "audience", None)
    return _lift(scores[:, kept], truth, pool, np.ones((1, len(panel.users))))[1]


def _measured_topics(
    panel: Panel, part: str, min_buyers: int | None
) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_] | None]:
    """Which topics have enough buyers; of these what happened, and who may be chosen."""
    if min_buyers is None:
        asked = math.ceil(_SHARE_OF_BUYERS_ASKED * len(panel.users))
        min_buyers = min(_MOST_BUYERS_ASKED, max(5, asked))
    if part == "audience":
        kept = panel.truth.sum(axis=0) >= min_buyers
        return kept, panel.truth[:, kept], None
    kept = (panel.truth & ~panel.engaged).sum(axis=0) >= max(1, round(min_buyers * 2 / 3))
    return kept, panel.truth[:, kept], ~panel.engaged[:, kept]


def _lift(
    scores: NDArray[np.float64],
    truth: NDArray[np.bool_],
    candidates: NDArray[np.bool_] | None,
    weights: NDArray[np.float64],
) -> tuple[float, float, NDArray[np.float64]]:
    """Mean precision, mean lift, and mean lift in each resample of users."""
    if truth.shape[1] == 0:
        return float("nan"), float("nan"), np.full(len(weights), np.nan)
    membership = audience_membership(scores, candidates)
    precision, lift = audience_lift(membership, truth, candidates)
    resampled = audience_lift(membership, truth, candidates, weights)[1]
    return float(np.nanmean(precision)), float(np.nanmean(lift)), np.nanmean(resampled, axis=1)


def _named(
    part: str, prefix: str, lift: tuple[float, float, NDArray[np.float64]]
) -> dict[str, float]:
    key = f"{prefix}{part}"
    low, high = _interval(lift[2])
    return {
        f"{key}_precision_at_10pct": lift[0],
        f"{key}_lift_at_10pct": lift[1],
        f"{key}_lift_at_10pct_ci_low": low,
        f"{key}_lift_at_10pct_ci_high": high,
    }


def _interval(resampled: NDArray[np.float64]) -> tuple[float, float]:
    if not np.isfinite(resampled).any():
        return float("nan"), float("nan")
    low, high = np.nanquantile(resampled, [0.025, 0.975])
    return float(low), float(high)


def _calibration(panel: Panel) -> dict[str, float]:
    scored = np.isfinite(panel.purchase_probability)
    figures = {}
    for name, pairs in (("ece", panel.engaged & scored), ("prospect_ece", ~panel.engaged & scored)):
        probability, outcome = panel.purchase_probability[pairs], panel.truth[pairs]
        figures[name] = expected_calibration_error(probability, outcome)
        figures[f"{name}_mean_probability"] = float(probability.mean()) if len(outcome) else 0.0
        figures[f"{name}_event_share"] = float(outcome.mean()) if len(outcome) else 0.0
    return figures
