"""How steady scores and profiles are from day to day and from half-year to half-year."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from hobby_profiles.core.tables import open_warehouse
from hobby_profiles.evaluation.scores.build import build_scores

_HALF_YEAR_DAYS = 182
_MORE_EVENTS_THAN = 10
_SCORES = """
    select
        scores.user_id,
        scores.topic_id,
        scores.event_count,
        scores.profile_score,
        scores.recency_days,
        scores.active_day_count,
        scores.spend_amount::double as spend_amount
    from marts.hobby__user_topic_scores as scores
    inner join marts.hobby__topics as topics on scores.topic_id = topics.topic_id
    where topics.is_leaf
"""
_EVENTS = "select user_id, event_count from engagement.int_hobby__user_totals"
_LINES = "select user_id, topic_id, -profile_rank as line from marts.hobby__user_profiles"


def measure_stability(
    database: Path, data_dir: Path, as_of: date, *, variables: dict[str, Any] | None = None
) -> dict[str, float]:
    """Build as of other days and compare who is into what.

    The half-years share no event: each sees its own 182 days only. Plain RFM within the user is
    the mean of the percentile ranks of recency, frequency and spend among the user's topics.

    Args:
        database: Where to build; left as of the earlier half-year.
        data_dir: Folder with the inputs.
        as_of: Last day of the later half-year.
        variables: Further dbt variables.

    Returns:
        ``half_year_overlap_at_3``, ``half_year_rfm_overlap_at_3`` and
        ``half_year_profile_overlap_at_3`` (profile lines): shared share of the top 3, mean over
        ``half_year_user_count`` users with more than 10 events in both halves;
        ``day_overlap_at_10`` and ``day_mean_score_change`` from the day before to the as-of date.
    """
    days = []
    for last_day in (as_of - timedelta(days=1), as_of):
        build_scores(database, data_dir, last_day, variables=variables)
        days.append(_scores(database))
    figures = day_to_day(*days)
    halves = []
    for last_day in (as_of, as_of - timedelta(days=_HALF_YEAR_DAYS)):
        half = (variables or {}) | {"hobby__lookback_days": _HALF_YEAR_DAYS}
        build_scores(database, data_dir, last_day, variables=half)
        with open_warehouse(database) as warehouse:
            events = warehouse.frame(_EVENTS)
            active = set(events.loc[events["event_count"] > _MORE_EVENTS_THAN, "user_id"])
            halves.append((_scores(database), warehouse.frame(_LINES), active))
    (later, later_lines, later_active), (earlier, earlier_lines, earlier_active) = halves
    users = later_active & earlier_active
    return figures | {
        "half_year_user_count": len(users),
        "half_year_overlap_at_3": top_overlap(later, earlier, "profile_score", 3, users),
        "half_year_rfm_overlap_at_3": top_overlap(later, earlier, "rfm", 3, users),
        "half_year_profile_overlap_at_3": top_overlap(later_lines, earlier_lines, "line", 3, users),
    }


def day_to_day(before: pd.DataFrame, after: pd.DataFrame) -> dict[str, float]:
    """Compare the scores of two days.

    Args:
        before: user_id, topic_id, profile_score of the earlier day.
        after: The same of the later day.

    Returns:
        ``day_overlap_at_10``, mean shared share of users' top 10, and
        ``day_mean_score_change``, mean absolute change of profile scores of pairs in both.
    """
    both = before.merge(after, on=["user_id", "topic_id"], suffixes=("_before", "_after"))
    change = (both["profile_score_after"] - both["profile_score_before"]).abs().mean()
    users = set(before["user_id"]) & set(after["user_id"])
    return {
        "day_overlap_at_10": top_overlap(after, before, "profile_score", 10, users),
        "day_mean_score_change": float(change),
    }


def top_overlap(
    left: pd.DataFrame, right: pd.DataFrame, column: str, size: int, users: set[str]
) -> float:
    """Mean shared share of the users' top topics.

    Args:
        left: user_id, topic_id and the column, one row per user and topic.
        right: The same at another time.
        column: Score, higher is better; ties by topic_id.
        size: Length of the list; a shorter list of either side counts at its own length.
        users: Whom to compare.

    Returns:
        The mean over users with a list on both sides, in [0,1]; NaN if there is none.
    """
    shares = []
    tops = [_top(frame[frame["user_id"].isin(users)], column, size) for frame in (left, right)]
    for user in sorted(set(tops[0]) & set(tops[1])):
        first, second = tops[0][user], tops[1][user]
        shares.append(len(first & second) / max(len(first), len(second)))
    return float(np.mean(shares)) if shares else float("nan")


def _top(frame: pd.DataFrame, column: str, size: int) -> dict[str, set[str]]:
    ordered = frame.sort_values(["user_id", column, "topic_id"], ascending=[True, False, True])
    best = ordered.groupby("user_id").head(size)
    return {str(user): set(rows) for user, rows in best.groupby("user_id")["topic_id"]}


def _scores(database: Path) -> pd.DataFrame:
    with open_warehouse(database) as warehouse:
        frame = warehouse.frame(_SCORES)
    users = frame.groupby("user_id")
    ranks = (
        users["recency_days"].rank(ascending=False, pct=True)
        + users["active_day_count"].rank(pct=True)
        + users["spend_amount"].rank(pct=True)
    )
    return frame.assign(rfm=ranks / 3)
