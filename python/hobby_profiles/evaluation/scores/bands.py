"""Affinity bands: from which score on people buy in a topic again, over shops."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

from hobby_profiles.core.tables import open_warehouse
from hobby_profiles.evaluation.scores.panel import AFTERWARDS

EDGES = {"high_affinity": 0.25, "medium_affinity": 0.1}
"""Which share of the users at the edge of each band buys in the topic again."""

_GRID = np.round(np.arange(0.01, 1.0, 0.01), 2)
_PAIRS = """
    select
        scores.user_id, scores.topic_id, scores.affinity_score,
        cast(scores.decayed_day_count as double) as decayed_day_count
    from marts.hobby__user_topic_scores as scores
    inner join marts.hobby__topics as topics on scores.topic_id = topics.topic_id
    where topics.is_leaf
"""


def read_pairs(database: Path, as_of: date, horizon_days: int) -> pd.DataFrame:
    """Read every engaged pair of user and leaf topic, with what happened afterwards.

    Args:
        database: DuckDB file, built as of that date.
        as_of: Last day the scores know.
        horizon_days: Days after it that count as what happened.

    Returns:
        affinity_score, decayed_day_count and outcome: whether the user bought in the topic again.
    """
    with open_warehouse(database) as warehouse:
        parameters = {"as_of": as_of, "horizon_days": horizon_days}
        afterwards = warehouse.frame(AFTERWARDS, parameters).assign(outcome=True)
        pairs = warehouse.frame(_PAIRS).merge(afterwards, on=["user_id", "topic_id"], how="left")
    pairs["outcome"] = pairs["outcome"].notna()
    return pairs[["affinity_score", "decayed_day_count", "outcome"]]


def fit_edges(shops: Sequence[pd.DataFrame]) -> dict[str, float]:
    """Find the least score, in hundredths, from which enough buy again: isotonic regression.

    Args:
        shops: From :func:`read_pairs`, each weighing the same.

    Returns:
        A score for each name in ``EDGES``; NaN where no score predicts as much.
    """
    pairs = pd.concat(shops)
    weight = np.concatenate([np.full(len(shop), 1e5 / len(shop)) for shop in shops])
    rising = IsotonicRegression(out_of_bounds="clip").fit(
        pairs["affinity_score"], pairs["outcome"], sample_weight=weight
    )
    predicted = rising.predict(_GRID)
    return {
        name: float(_GRID[np.argmax(predicted >= share)]) if predicted.max() >= share else np.nan
        for name, share in EDGES.items()
    }


def fit_days(shop: pd.DataFrame) -> dict[str, float]:
    """Fit the log odds of buying again on ln(1 + decayed days) alone: one shop, so one level."""
    days = np.log1p(shop[["decayed_day_count"]].to_numpy(np.float64))
    model = LogisticRegression(C=1e6).fit(days, shop["outcome"])
    return {
        "days_affinity_base": float(model.intercept_[0]),
        "days_affinity_weight": float(model.coef_[0][0]),
    }


def band_shares(shop: pd.DataFrame, edges: dict[str, float]) -> pd.DataFrame:
    """Return for each band how many pairs it holds and which share of them bought again."""
    band = np.select(
        [
            shop["affinity_score"] >= edges["high_affinity"],
            shop["affinity_score"] >= edges["medium_affinity"],
        ],
        ["high", "medium"],
        "low",
    )
    outcomes = shop.groupby(band)["outcome"]
    return pd.DataFrame({"pair_count": outcomes.size(), "share": outcomes.mean()})
