"""An audience counted at once is as large as the SQL that makes it says, from every side."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from hobby_profiles.campaigns.rules import BANDS, Rule, Terms, audience_sql
from hobby_profiles.core.tables import Warehouse
from hobby_profiles.explorer.readings.audiences import count_audience

TERMS = Terms("night", 0.3, "salt", 14, 8, (0.75, 0.5))
SHOP = """
create schema marts;
create table marts.hobby__users as
select 'u' || n as user_id, case when n % 7 = 0 then 3 end as contact_days,
    0 as recent_contact_count
from range(200) as users (n);
create table marts.hobby__topic_audiences as
select 't' || t as topic_id, 'u' || n as user_id,
    case hash(n, t) % 3 when 0 then 'high' when 1 then 'medium' else 'low' end as affinity_band,
    (hash(n, t) % 97) / 97 as affinity_score, 0.5 as audience_score
from range(230) as users (n), range(6) as topics (t)
where hash(n, t, 'has') % 3 = 0;
create table marts.hobby__campaign_audiences as
select 'old' as campaign_id, user_id from marts.hobby__users limit 60;
"""


def topic(clause: str, name: str, band: str = "low", *more: str) -> Rule:
    return Rule(clause, "topic", name, band, (name, *more))


@pytest.fixture
def warehouse() -> Iterator[Warehouse]:
    with duckdb.connect() as connection:
        connection.execute(SHOP)
        yield Warehouse(connection, Path("memory"))


@pytest.mark.parametrize(
    "rules",
    [
        [topic("any", "t0")],
        [topic("any", "t0", "medium", "t5"), topic("any", "t1", "high"), topic("not", "t3")],
        [topic("all", "t0"), topic("all", "t2", "medium")],
        [topic("any", f"t{number}") for number in range(5)],
        [topic("all", "t0"), topic("not", "t0")],
    ],
    ids=["one", "bands and not", "all", "more than four", "nobody"],
)
def test_counts_are_those_of_the_audience(warehouse: Warehouse, rules: list[Rule]) -> None:
    counts = count_audience(warehouse, rules, TERMS, 1)
    rows = warehouse.frame(audience_sql(rules, TERMS))
    assert counts.user_count == len(rows)
    assert counts.suppressed_count == rows["is_suppressed"].sum()
    assert counts.holdout_count == (rows["is_holdout"] & ~rows["is_suppressed"]).sum()
    assert counts.sendable_count == (~rows["is_holdout"] & ~rows["is_suppressed"]).sum()
    shared = warehouse.frame(
        "select user_id from marts.hobby__campaign_audiences "
        f"where user_id in (select user_id from ({audience_sql(rules, TERMS)}))"
    )
    assert list(counts.campaigns["shared_count"]) == ([len(shared)] if len(shared) else [])
    told = dict(zip(counts.bands["rule"], counts.bands.to_dict("records"), strict=True))
    for place, band in enumerate(BANDS):
        column = band if band == "high" else f"{band} or better"
        expected = int(rows["affinity_band"].isin(BANDS[: place + 1]).sum())
        assert told["all rules together"][column] == expected or expected == 0

    compared = sorted(rules)[:4]
    alone = [
        set(warehouse.frame(audience_sql([Rule("any", *_rest(rule))], TERMS))["user_id"])
        for rule in compared
    ]
    for _, row in counts.combinations.iterrows():
        within = set.intersection(*(alone[number] for number in row["numbers"]))
        others = set[str]().union(
            *(users for number, users in enumerate(alone) if number not in row["numbers"])
        )
        assert row["user_count"] == len(within - others)
    assert counts.combinations["user_count"].sum() == len(set[str]().union(*alone))


def test_what_is_too_small_is_not_told(warehouse: Warehouse) -> None:
    rules = [topic("any", "t0", "high"), topic("any", "t1")]
    counts = count_audience(warehouse, rules, TERMS, 60)
    assert counts.bands["high"].isna().all()
    assert (counts.combinations["user_count"] >= 60).all()
    assert counts.campaigns.empty


def _rest(rule: Rule) -> tuple[str, str, str, tuple[str, ...]]:
    return rule.kind, rule.name, rule.min_affinity, rule.ids
