"""Do profile scores tell what a user does next?"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hobby_profiles.evaluation.common.bootstrap import mean_interval
from hobby_profiles.evaluation.common.ranking import profile_measures
from hobby_profiles.evaluation.scores.baselines import baseline_scores
from hobby_profiles.evaluation.scores.panel import Panel

_KEYS = {"ndcg": "ndcg_at_10", "recall": "recall_at_10", "hit_rate": "hit_rate_at_10", "mrr": "mrr"}
_NOT_OF_TOPICS = ("activity",)


def measure_profiles(panel: Panel) -> dict[str, float]:
    """Measure how the marts' profile scores rank each user's topics, beside the baselines.

    All leaf topics are ranked: those of the user and, after prospects' scores, those new to the
    user; what has no score comes last, the most popular first. Users without an event within the
    horizon are left out, as nothing can be said of them.

    Args:
        panel: Scores as of a date, and what happened afterwards.

    Returns:
        Flat figures: ``ndcg_at_10``, ``recall_at_10``, ``hit_rate_at_10`` and ``mrr``, means over
        users, also as ``repeat_…`` (topics of the user's own) and ``new_…``; the same of each
        baseline as ``baseline_<name>_…``; and ``ndcg_at_10_minus_<name>`` with the paired
        bootstrap's ``…_ci_low`` and ``…_ci_high``.
    """
    figures: dict[str, float] = {
        "user_count": len(panel.users),
        "topic_count": len(panel.topics),
        "measured_user_count": int(panel.truth.any(axis=1).sum()),
    }
    shipped = _measure(np.nan_to_num(panel.profile_score, nan=-1.0), panel)
    figures |= {name: _mean(values) for name, values in shipped.items()}
    _, low, high = mean_interval(shipped["ndcg_at_10"])
    figures |= {"ndcg_at_10_ci_low": low, "ndcg_at_10_ci_high": high}
    for name, scores in baseline_scores(panel).items():
        if name in _NOT_OF_TOPICS:
            continue
        measured = _measure(_unit(scores), panel)
        figures |= {f"baseline_{name}_{key}": _mean(values) for key, values in measured.items()}
        for key in ("ndcg_at_10", "repeat_ndcg_at_10", "new_ndcg_at_10"):
            mean, low, high = mean_interval(shipped[key] - measured[key])
            figures[f"{key}_minus_{name}"] = mean
            figures[f"{key}_minus_{name}_ci_low"] = low
            figures[f"{key}_minus_{name}_ci_high"] = high
    return figures


def _unit(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Scale to at most 1, so that breaking ties by a tiny amount never breaks an order."""
    return scores / max(float(np.abs(scores).max()), 1e-12)


def mean_ndcg(panel: Panel, scores: NDArray[np.float64]) -> float:
    """NDCG@10 as :func:`measure_profiles` measures it, mean over users.

    Args:
        panel: What happened.
        scores: Shape (users, topics); higher is better, on any scale.
    """
    return _mean(profile_measures(_untied(_unit(scores), panel), panel.truth)["ndcg"])


def _untied(scores: NDArray[np.float64], panel: Panel) -> NDArray[np.float64]:
    """Break ties of scores of at most 1 by the topic's popularity."""
    tie: NDArray[np.float64] = panel.popularity / max(panel.popularity.max(), 1.0) * 1e-9
    return scores + tie


def _measure(scores: NDArray[np.float64], panel: Panel) -> dict[str, NDArray[np.float64]]:
    scores = _untied(scores, panel)
    parts = {"": None, "repeat_": panel.engaged, "new_": ~panel.engaged}
    return {
        prefix + _KEYS[name]: values
        for prefix, candidates in parts.items()
        for name, values in profile_measures(scores, panel.truth, candidates).items()
    }


def _mean(values: NDArray[np.float64]) -> float:
    return float(np.nanmean(values)) if np.isfinite(values).any() else float("nan")
