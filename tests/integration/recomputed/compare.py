"""Where a build's marts differ from what the descriptions of the models say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import duckdb
import pandas as pd

from tests.integration.recomputed.pairs import PAIR
from tests.integration.recomputed.profiles import Profiles

_NEAR = 1e-5
_SCORES = {
    "event_count": "events",
    "product_count": "products",
    "active_day_count": "days",
    "active_month_count": "months",
    "decayed_day_count": "decayed",
    "spend_amount": "spend",
    "recency_days": "recency",
    "tenure_days": "tenure",
    "purchase_probability": "probability",
} | {
    name: name
    for name in (
        "spend_share", "is_evergreen", "is_ongoing", "trend_score", "recency_score",
        "frequency_score", "monetary_score", "propensity", "audience_score", "audience_rank",
        "profile_score", "identity_score",
    )
}  # fmt: skip
_LINES = {name: name for name in ("topic_id", "confidence", "sample_product_id")}


def differences(
    connection: duckdb.DuckDBPyConnection, settings: Mapping[str, Any]
) -> Iterator[str]:
    """Compare scores and profiles of a build, row by row, and name what differs."""
    pages = Profiles(connection, settings)
    scores = pages.scores.merge(pages.identities[[*PAIR, "identity_score"]], on=PAIR)
    for mart, keys, columns, expected in (
        ("hobby__user_topic_scores", PAIR, _SCORES, scores),
        ("hobby__user_profiles", ["user_id", "profile_rank"], _LINES, pages.lines),
    ):
        built = connection.sql(f"from marts.{mart}").df()
        rows = built.merge(expected, on=keys, how="outer", suffixes=("_built", ""), indicator=True)
        strays = int((rows["_merge"] != "both").sum())
        if strays or rows.empty:
            yield f"{mart}: {strays} of {len(rows)} rows are on one side only"
        for name, page in columns.items():
            seen = rows[f"{name}_built" if f"{name}_built" in rows else name]
            count = int(_differs(seen, rows[page]).sum())
            if count:
                yield f"{mart}.{name}: {count} of {len(rows)} rows differ"


def _differs(seen: pd.Series, told: pd.Series) -> pd.Series:
    if pd.api.types.is_string_dtype(told):
        return seen.fillna("") != told.fillna("")
    return ~((seen.astype(float) - told.astype(float)).abs() <= _NEAR)
