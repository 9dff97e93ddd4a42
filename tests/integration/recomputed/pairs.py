"""What is counted of users, in all and in each topic."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any

import duckdb
import pandas as pd

from tests.integration.conftest import ROOT

PAIR = ["user_id", "topic_id"]


def constants() -> dict[str, float]:
    """The constants of scores: name to default."""
    text = (ROOT / "macros/scoring/hobby__scoring_constants.sql").read_text()
    return {name: float(value) for name, value in re.findall(r"'(\w+)': \[([\d.]+),", text)}


class Pairs:
    """What users do over all and in each topic: days, spend, spans."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, settings: Mapping[str, Any]) -> None:
        self.read = lambda query: connection.execute(query).df()
        self.value = {name.removeprefix("hobby__"): value for name, value in settings.items()}
        self.constant = constants()
        self.k = self.constant["thin_topic_users"]
        self.h = self.value["horizon_days"]

    @cached_property
    def topics(self) -> pd.DataFrame:
        return self.read("from marts.hobby__topics where not is_sensitive").set_index("topic_id")

    @cached_property
    def events(self) -> pd.DataFrame:
        events = self.read("""
            select events.*, date_diff('day', event_date, as_of_date) as age,
                date_diff('month', event_date, as_of_date) as month
            from staging.stg_hobby__events as events cross join staging.stg_hobby__as_of
        """)
        for name in ("amount", "quantity", "event_weight"):
            events[name] = events[name].astype(float)
        events["spend"] = events["amount"].where(events["event_type"] == "purchase", 0)
        cap = (self.value["max_units"] / events["quantity"]).where(events["quantity"] > 0, 1)
        events["capped"] = events["spend"] * cap.clip(upper=1)
        events["decayed"] = events["event_weight"] * 0.5 ** (
            events["age"] / self.value["half_life_days"]
        )
        in_order = events.sort_values(["event_at", "event_id"])
        events["is_new"] = ~in_order.duplicated(["user_id", "product_id"])
        return events

    @cached_property
    def product_topics(self) -> pd.DataFrame:
        """A product's leaf topics and every topic above, each once."""
        leaves = self.read("from marts.hobby__product_topics")
        above = self.read("from marts.hobby__topic_ancestors")
        told = leaves[leaves["topic_id"].isin(self.topics.index)].merge(above, on="topic_id")
        told = told[told["ancestor_topic_id"].isin(self.topics.index)]
        return (
            told.groupby(["product_id", "ancestor_topic_id"])
            .agg(
                grade=("fit_grade", "max"),
                relevance=("relevance", "max"),
                is_sensitive=("is_product_sensitive", "any"),
            )
            .reset_index()
            .rename(columns={"ancestor_topic_id": "topic_id"})
        )

    @cached_property
    def topic_events(self) -> pd.DataFrame:
        told = self.events.merge(self.product_topics, on="product_id")
        told["is_strong"] = told["grade"] >= self.constant["strong_grade"]
        told["is_sure"] = told["grade"] >= self.constant["sure_grade"]
        return told

    @cached_property
    def users(self) -> pd.DataFrame:
        """What a user does over all, in topics or not."""
        users = self._summed(self.events, ["user_id"])
        days = self.events.drop_duplicates(["user_id", "age"])
        users["recent_days"] = self._count(days[days["age"] < self.h])
        users["ahead"] = self._count(days[days["age"].between(365 - self.h, 364)])
        users["before"] = self._count(days[days["age"].between(365, 364 + self.h)])
        return users.fillna({"recent_days": 0, "ahead": 0, "before": 0})

    @staticmethod
    def _count(days: pd.DataFrame) -> pd.Series:
        return days.groupby("user_id").size()

    @staticmethod
    def _summed(events: pd.DataFrame, by: list[str]) -> pd.DataFrame:
        rows = events.groupby(by).agg(
            events=("event_id", "size"),
            products=("product_id", "nunique"),
            months=("month", "nunique"),
            spend=("spend", "sum"),
            capped=("capped", "sum"),
            recency=("age", "min"),
            oldest=("age", "max"),
            first_at=("event_at", "min"),
            last_at=("event_at", "max"),
        )
        rows["tenure"] = rows["oldest"] - rows["recency"]
        per_day = events.groupby([*by, "age"])["decayed"].max().groupby(by)
        rows["days"] = per_day.size()
        rows["decayed"] = per_day.sum()
        rows["gap"] = (rows["tenure"] / (rows["days"] - 1)).fillna(0)
        return rows

    @cached_property
    def pairs(self) -> pd.DataFrame:
        """A user's topics; sensitive products alone tell none."""
        told = self.topic_events
        rows = self._summed(told, PAIR)
        rows = rows[(~told.set_index(PAIR)["is_sensitive"]).groupby(PAIR).any()]
        new = told[told["is_new"]]
        rows["certainty"] = new.groupby(PAIR)["relevance"].mean()
        strong = new[new["is_strong"]]
        rows["strong"] = strong.groupby(PAIR).size()
        rows["sure"] = new[new["is_sure"]].groupby(PAIR).size()
        rows = rows.fillna({"strong": 0, "sure": 0}).reset_index()
        rows = rows.join(self.users.add_prefix("user_"), on="user_id")
        rows["spend_share"] = (rows["capped"] / rows["user_capped"]).fillna(0)
        rows["is_leaf"] = rows["topic_id"].map(self.topics["is_leaf"])
        rows["is_earlier"] = rows["oldest"] >= self.h
        rows["is_back"] = rows["is_earlier"] & (rows["recency"] < self.h)
        return rows
