"""What each term of the scorecards is worth: fit without it, and measure."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import expit

from hobby_profiles.evaluation.scores.audiences import mean_lift
from hobby_profiles.evaluation.scores.baselines import single_signals
from hobby_profiles.evaluation.scores.fit import Cases, fit_weights, propensities
from hobby_profiles.evaluation.scores.panel import Panel
from hobby_profiles.evaluation.scores.profiles import mean_ndcg


def measure_terms(
    fitted: Sequence[Cases], tested: Sequence[tuple[Cases, Panel]]
) -> dict[str, dict[str, float]]:
    """Fit the scorecards without each term in turn, and measure the bare propensity.

    Args:
        fitted: Cases the weights are learned from.
        tested: Cases and panel of each shop and date that is measured, later than those.

    Returns:
        For "" (all terms) and for each term left out, means over the tested:
        ``ndcg_at_10_minus_frequency``, ``audience_lift_minus_best_signal`` (the best of
        :func:`single_signals` there) and ``prospect_lift``.
    """
    names = sorted(
        {str(name) for cases in fitted for frame in cases.terms.values() for name in frame}
    )
    plain = [_plain(panel) for _, panel in tested]
    figures = {}
    for left_out in ("", *names):
        weights = fit_weights([_without(cases, left_out) for cases in fitted])
        rows = []
        for (cases, panel), (frequency_ndcg, best_lift) in zip(tested, plain, strict=True):
            scores = _scores(_without(cases, left_out), panel, weights)
            rows.append(
                {
                    "ndcg_at_10_minus_frequency": mean_ndcg(panel, scores) - frequency_ndcg,
                    "audience_lift_minus_best_signal": mean_lift(panel, scores) - best_lift,
                    "prospect_lift": mean_lift(panel, scores, prospects=True),
                }
            )
        figures[left_out] = {str(key): float(v) for key, v in pd.DataFrame(rows).mean().items()}
    return figures


def _without(cases: Cases, term: str) -> Cases:
    kept = {kind: frame.drop(columns=term, errors="ignore") for kind, frame in cases.terms.items()}
    return Cases(kept, cases.outcomes)


def _plain(panel: Panel) -> tuple[float, float]:
    """NDCG@10 of frequency, and the best lift of a single signal."""
    signals = single_signals(panel)
    lifts = [mean_lift(panel, scores) for scores in signals.values()]
    return mean_ndcg(panel, signals["frequency"]), max(lifts)


def _scores(cases: Cases, panel: Panel, weights: pd.DataFrame) -> NDArray[np.float64]:
    """Odds as shares, in a matrix; pairs that are in neither scorecard come last."""
    matrix = np.full(panel.engaged.shape, -1.0)
    for audience_type, frame in cases.terms.items():
        users = np.searchsorted(panel.users, frame.index.get_level_values("user_id"))
        topics = np.searchsorted(panel.topics, frame.index.get_level_values("topic_id"))
        matrix[users, topics] = expit(propensities(cases, weights, audience_type))
    return matrix
