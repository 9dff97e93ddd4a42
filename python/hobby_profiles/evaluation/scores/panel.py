"""What the marts say of users and topics as of a date, and what happened afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hobby_profiles.core.errors import InputError
from hobby_profiles.core.tables import Warehouse, open_warehouse

_HISTORY = """
    select user_id, topic_id, event_at, event_date, age_days, amount::double as amount
    from engagement.int_hobby__topic_events
    where is_leaf
"""
# What happened: any purchase of a product of the topic, returned later or not.
AFTERWARDS = """
    select distinct events.user_id, product_topics.topic_id
    from staging.stg_hobby__events_typed as events
    inner join marts.hobby__product_topics as product_topics
        on events.product_id = product_topics.product_id
    where
        events.event_type = 'purchase'
        and events.row_problem is null
        and events.quantity > 0
        and cast(events.event_at as date) > $as_of
        and cast(events.event_at as date) <= $as_of + $horizon_days
"""
_SCORES = """
    select user_id, topic_id, profile_score, audience_score, purchase_probability
    from marts.hobby__user_topic_scores
    union all
    select user_id, topic_id, profile_score, audience_score, purchase_probability
    from marts.hobby__topic_prospects
"""


@dataclass(frozen=True)
class Panel:
    """Users and leaf topics with an event up to the as-of date, as matrices.

    Attributes:
        users: Keys of the rows, sorted.
        topics: Keys of the columns, sorted.
        history: One row per event and leaf topic: user and topic as positions, event_at,
            event_date, age_days, amount.
        engaged: Shape (users, topics); whether the user has an event in the topic.
        truth: Same shape; whether the user has one within the horizon after the as-of date.
        profile_score: Same shape; the marts' score, of engaged users and prospects; NaN for
            others.
        audience_score: The same for the audience score.
        purchase_probability: The same for the probability.
    """

    users: NDArray[np.object_]
    topics: NDArray[np.object_]
    history: pd.DataFrame
    engaged: NDArray[np.bool_]
    truth: NDArray[np.bool_]
    profile_score: NDArray[np.float64]
    audience_score: NDArray[np.float64]
    purchase_probability: NDArray[np.float64]

    @property
    def popularity(self) -> NDArray[np.float64]:
        """Users engaged in each topic, shape (topics,)."""
        count: NDArray[np.float64] = self.engaged.sum(axis=0).astype(np.float64)
        return count

    def matrix(self, values: pd.Series, fill: float = 0.0) -> NDArray[np.float64]:
        """Spread values, indexed by the positions (user, topic), over a full matrix."""
        matrix = np.full(self.engaged.shape, fill)
        matrix[
            values.index.get_level_values("user").to_numpy(),
            values.index.get_level_values("topic").to_numpy(),
        ] = values.to_numpy()
        return matrix


def read_panel(database: Path, as_of: date, horizon_days: int) -> Panel:
    """Read a panel from a warehouse that was built as of that date.

    Args:
        database: The DuckDB file.
        as_of: Last day the scores know.
        horizon_days: Days after it that count as what happened.

    Raises:
        InputError: If nobody bought anything up to that day.
    """
    with open_warehouse(database) as warehouse:
        return _read(warehouse, as_of, horizon_days)


def _read(warehouse: Warehouse, as_of: date, horizon_days: int) -> Panel:
    history = warehouse.frame(_HISTORY)
    if history.empty:
        raise InputError(
            f"Nobody has an event in a topic on or before {as_of}, so there is nothing to "
            "measure. Choose a later --as-of."
        )
    users = np.sort(history["user_id"].unique().astype(object))
    topics = np.sort(history["topic_id"].unique().astype(object))
    user_at = pd.Series(np.arange(len(users)), index=users)
    topic_at = pd.Series(np.arange(len(topics)), index=topics)

    def placed(frame: pd.DataFrame) -> pd.DataFrame:
        known = frame[frame["user_id"].isin(users) & frame["topic_id"].isin(topics)]
        return known.assign(
            user=user_at[known["user_id"]].to_numpy(), topic=topic_at[known["topic_id"]].to_numpy()
        ).drop(columns=["user_id", "topic_id"])

    shape = len(users), len(topics)
    history = placed(history)
    engaged = np.zeros(shape, dtype=bool)
    engaged[history["user"], history["topic"]] = True
    afterwards = placed(warehouse.frame(AFTERWARDS, {"as_of": as_of, "horizon_days": horizon_days}))
    truth = np.zeros(shape, dtype=bool)
    truth[afterwards["user"], afterwards["topic"]] = True
    scores = placed(warehouse.frame(_SCORES))

    def spread(column: str) -> NDArray[np.float64]:
        matrix = np.full(shape, np.nan)
        matrix[scores["user"], scores["topic"]] = scores[column]
        return matrix

    return Panel(
        users=users,
        topics=topics,
        history=history,
        engaged=engaged,
        truth=truth,
        profile_score=spread("profile_score"),
        audience_score=spread("audience_score"),
        purchase_probability=spread("purchase_probability"),
    )
