"""Price bands and discount sensitivity against what users buy next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import bootstrap, spearmanr

from hobby_profiles.core.tables import open_warehouse
from hobby_profiles.evaluation.common.bootstrap import mean_interval

_LEAST_COMPARED = 5
"""Purchases with a known usual price that a share of the later half needs."""

_CORRELATION = (
    "discount_rank_correlation",
    "discount_rank_correlation_ci_low",
    "discount_rank_correlation_ci_high",
)

_SHOWN = """
    select user_id, value as band
    from marts.hobby__user_preferences
    where attribute = 'price_band'
    qualify row_number() over (partition by user_id order by share desc, value) = 1
"""
_SENSITIVITY = """
    select user_id, discount_sensitivity
    from marts.hobby__user_shopping_habits
    where discount_sensitivity is not null
"""
_PURCHASES = """
    select
        purchases.user_id,
        coalesce(purchases.topic_id, '') as topic_id,
        purchases.paid,
        bands.value as band
    from preferences.int_hobby__priced_purchases as purchases
    left join marts.hobby__product_attributes as bands
        on purchases.product_id = bands.product_id and bands.attribute = 'price_band'
    where purchases.event_date > $after
    order by all
"""


@dataclass(frozen=True)
class Told:
    """What a build tells of its users' prices.

    Attributes:
        bands: user_id, band: the price band of each that has the largest share.
        sensitivity: user_id, discount_sensitivity.
        purchases: user_id, topic_id, paid (discount, usual_price or null), band (or null).
    """

    bands: pd.DataFrame
    sensitivity: pd.DataFrame
    purchases: pd.DataFrame


def read_told(database: Path, after: date) -> Told:
    """Read a build with preferences.

    Args:
        database: DuckDB file of the build.
        after: Only later purchases are read.
    """
    with open_warehouse(database) as warehouse:
        return Told(
            warehouse.frame(_SHOWN),
            warehouse.frame(_SENSITIVITY),
            warehouse.frame(_PURCHASES, {"after": after}),
        )


def measure_preferences(known: Told, later: pd.DataFrame, *, seed: int = 0) -> dict[str, float]:
    """Measure what was told on what was bought later.

    Args:
        known: A build as of a date.
        later: Purchases after it, as `Told.purchases`, from a later build.
        seed: Seed of the resampling.

    Returns:
        ``band_share``: share of the later purchases that lie in their user's price band, of users
        with one; ``baseline_shop_band_share``, ``baseline_topic_band_share``: in the band most
        common in the shop, or in the purchase's topic; ``gain_over_<baseline>`` with its 95%
        interval over users (paired). ``discount_rank_correlation``: Spearman's, between discount
        sensitivity and the share bought on discount later, with its interval over users.
    """
    return _bands(known, later, seed) | _discounts(known.sensitivity, later, seed)


def _bands(known: Told, later: pd.DataFrame, seed: int) -> dict[str, float]:
    banded = known.purchases.dropna(subset=["band"])
    common = str(banded["band"].value_counts().idxmax()) if len(banded) else ""
    in_topic = {
        topic: str(bands.value_counts().idxmax())
        for topic, bands in banded.groupby("topic_id")["band"]
    }
    asked = later.dropna(subset=["band"]).merge(known.bands, on="user_id", suffixes=("", "_shown"))
    hits = pd.DataFrame(
        {
            "user_id": asked["user_id"],
            "": asked["band"] == asked["band_shown"],
            "baseline_shop_": asked["band"] == common,
            "baseline_topic_": asked["band"] == asked["topic_id"].map(in_topic).fillna(common),
        }
    )
    sums = hits.groupby("user_id").sum().astype("float64")
    counts = np.asarray(hits.groupby("user_id").size(), dtype=np.float64)
    figures = {"band_user_count": float(len(sums)), "band_purchase_count": float(len(hits))}
    for name in ("", "baseline_shop_", "baseline_topic_"):
        figures[f"{name}band_share"] = (
            float(sums[name].sum() / counts.sum()) if len(hits) else float("nan")
        )
    for name in ("shop", "topic"):
        difference = (sums[""] - sums[f"baseline_{name}_"]).to_numpy(dtype=np.float64)
        mean, low, high = mean_interval(difference, counts, seed=seed)
        figures |= {
            f"gain_over_{name}": mean,
            f"gain_over_{name}_ci_low": low,
            f"gain_over_{name}_ci_high": high,
        }
    return figures


def _discounts(sensitivity: pd.DataFrame, later: pd.DataFrame, seed: int) -> dict[str, float]:
    compared = later.dropna(subset=["paid"])
    shares = compared.assign(share=compared["paid"] == "discount").groupby("user_id")["share"]
    told = sensitivity.merge(
        shares.mean()[shares.size() >= _LEAST_COMPARED].rename("share"), on="user_id"
    )
    pairs = told["discount_sensitivity"].to_numpy(float), told["share"].to_numpy(float)
    figures = {"discount_user_count": float(len(told))}
    if len(told) < 3:
        return figures | dict.fromkeys(_CORRELATION, float("nan"))

    def correlation(told: NDArray[Any], share: NDArray[Any]) -> float:
        return float(spearmanr(told, share).statistic)

    interval = bootstrap(
        pairs,
        correlation,
        paired=True,
        vectorized=False,
        n_resamples=500,
        method="percentile",
        rng=np.random.default_rng(seed),
    ).confidence_interval
    values = (correlation(*pairs), float(interval.low), float(interval.high))
    return figures | dict(zip(_CORRELATION, values, strict=True))
