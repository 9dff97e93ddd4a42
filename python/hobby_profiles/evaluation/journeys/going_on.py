"""Do the journeys that are shown first go on, and as often as they say?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from hobby_profiles.core.tables import open_warehouse
from hobby_profiles.evaluation.common.bootstrap import mean_interval
from hobby_profiles.evaluation.common.ranking import expected_calibration_error, profile_measures

_LENGTH = 5
_INVERSE_PENALTY = 10.0
# What happened: purchases afterwards, put to the user's roots the way the build puts products.
_JOURNEYS = """
    with ahead as (
        select distinct events.user_id, events.product_id
        from staging.stg_hobby__events_typed as events
        where
            events.event_type = 'purchase'
            and events.row_problem is null
            and events.quantity > 0
            and cast(events.event_at as date) > $as_of
            and cast(events.event_at as date) <= $as_of + $horizon_days
    ),
    votes as (
        select
            ahead.user_id,
            ahead.product_id,
            roots.root_keyword,
            sum(places.nearness * roots.keyword_weight) as vote
        from ahead
        inner join keywords.int_hobby__product_places as places using (product_id)
        inner join journeys.int_hobby__keyword_roots as roots
            on ahead.user_id = roots.user_id and places.keyword = roots.keyword
        group by all
    ),
    placed as (
        select user_id, product_id, max_by(root_keyword, (vote, root_keyword)) as root_keyword
        from votes group by user_id, product_id
    ),
    gone_on as (select distinct user_id, root_keyword from placed)
    select
        lines.*,
        gone_on.user_id is not null and lines.spell_number = max(lines.spell_number) over (
            partition by lines.user_id, lines.root_keyword
        ) as goes_on
    from journeys.int_hobby__journey_lines as lines
    left join gone_on
        on lines.user_id = gone_on.user_id and lines.root_keyword = gone_on.root_keyword
    order by lines.user_id, lines.journey_id
"""


@dataclass(frozen=True)
class Journeys:
    """Journeys as of a date, and whether each had an event within the horizon afterwards.

    Attributes:
        lines: Rows of ``int_hobby__journey_lines`` and ``goes_on``.
    """

    lines: pd.DataFrame

    @property
    def goes_on(self) -> NDArray[np.bool_]:
        """Whether each had an event afterwards; of several spells the last one."""
        return self.lines["goes_on"].to_numpy(dtype=bool)


def read_journeys(database: Path, as_of: date, horizon_days: int) -> Journeys:
    """Read the journeys of a warehouse that was built as of that date."""
    with open_warehouse(database) as warehouse:
        parameters = {"as_of": as_of, "horizon_days": horizon_days}
        return Journeys(warehouse.frame(_JOURNEYS, parameters))


def measure_going_on(journeys: Journeys) -> dict[str, float]:
    """Measure rankings by NDCG@5 over each user's journeys, and confidence by its error.

    Args:
        journeys: See `read_journeys`.

    Returns:
        ``ndcg_at_5`` with its interval over users who go on with any; ``baseline_recency_…`` and
        ``baseline_frequency_…``, the same journeys by last event and by number of events;
        ``confidence_ece``; what share of users has one to three ongoing ones.
    """
    lines = journeys.lines
    own = _ndcg(lines, lines["journey_score"])
    mean, low, high = mean_interval(own)
    figures = {
        "journey_count": float(len(lines)),
        "ndcg_at_5": mean,
        "ndcg_at_5_ci_low": low,
        "ndcg_at_5_ci_high": high,
    }
    for name, signal in (
        ("recency", -lines["recency_days"] + lines["event_count"] * 1e-6),
        ("frequency", lines["event_count"] - lines["recency_days"] * 1e-6),
    ):
        other = _ndcg(lines, signal)
        figures[f"baseline_{name}_ndcg_at_5"] = float(np.nanmean(other))
        mean, low, high = mean_interval(own - other)
        key = f"ndcg_at_5_minus_{name}"
        figures |= {key: mean, f"{key}_ci_low": low, f"{key}_ci_high": high}
    confidence = lines["confidence"].to_numpy(dtype=np.float64)
    ongoing = (lines["stage"] == "ongoing").groupby(lines["user_id"]).sum()
    return figures | {
        "confidence_ece": expected_calibration_error(confidence, journeys.goes_on),
        "mean_confidence": float(confidence.mean()),
        "goes_on_share": float(journeys.goes_on.mean()),
        "users_with_1_to_3_ongoing": float(ongoing.between(1, 3).mean()),
        "mean_ongoing": float(ongoing.mean()),
    }


def fit_weights(shops: list[Journeys]) -> pd.DataFrame:
    """Fit one logistic regression over journeys of several dates, each weighing the same.

    Args:
        shops: Journeys of each date.

    Returns:
        term, weight: the seed ``hobby__journey_weights``.
    """
    names = [name for name in map(str, shops[0].lines) if name.startswith("term_")]
    values = pd.concat([shop.lines[names] for shop in shops]).to_numpy(dtype=np.float64)
    outcomes = np.concatenate([shop.goes_on for shop in shops])
    weights = np.concatenate([np.full(len(shop.lines), 1e4 / len(shop.lines)) for shop in shops])
    mean, spread = values.mean(axis=0), values.std(axis=0)
    spread[spread == 0] = 1.0
    model = LogisticRegression(C=_INVERSE_PENALTY, max_iter=1000).fit(
        (values - mean) / spread, outcomes, sample_weight=weights
    )
    fitted = model.coef_[0] / spread
    constant = float(model.intercept_[0] - (fitted * mean).sum())
    terms = [("constant", constant), *((n[5:], w) for n, w in zip(names, fitted, strict=True))]
    return pd.DataFrame(terms, columns=["term", "weight"]).round(4)


def _ndcg(lines: pd.DataFrame, signal: pd.Series) -> NDArray[np.float64]:
    """NDCG@5 of each user, NaN for one who goes on with nothing."""
    user, _ = pd.factorize(lines["user_id"], sort=True)
    place = lines.groupby("user_id").cumcount().to_numpy()
    shape = (user.max() + 1 if len(user) else 0, place.max() + 1 if len(place) else 1)
    scores = np.full(shape, -np.inf)
    truth = np.zeros(shape, dtype=bool)
    scores[user, place] = signal.to_numpy(dtype=np.float64)
    truth[user, place] = lines["goes_on"].to_numpy(dtype=bool)
    return profile_measures(scores, truth, np.isfinite(scores), k=_LENGTH)["ndcg"]
