"""What the page of audiences reads: sizes, and who is in one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from hobby_profiles.campaigns.rules import (
    BANDS,
    MEMBERS,
    Rule,
    Terms,
    audience_sql,
    band_rank,
    members_sql,
)
from hobby_profiles.core.tables import Warehouse

MOST_COMPARED = 4


@dataclass(frozen=True)
class Counts:
    """What is told of an audience; of a number that is too small nothing is.

    Attributes:
        user_count: Users who meet the rules.
        sendable_count: Those of them who are sent something.
        holdout_count: Those who are held out.
        suppressed_count: Those who were written to lately, or too often.
        bands: rule, and high, medium, low: users in that band or a better one, of all rules
            together and of each alone.
        combinations: numbers (places among :func:`compared`), meets, user_count: how many users
            meet exactly which of the first four rules, as an UpSet plot tells; most first.
        campaigns: campaign_id, shared_count: the kept campaigns that share users with it.
    """

    user_count: int
    sendable_count: int
    holdout_count: int
    suppressed_count: int
    bands: pd.DataFrame
    combinations: pd.DataFrame
    campaigns: pd.DataFrame


def count_audience(warehouse: Warehouse, rules: Sequence[Rule], terms: Terms, least: int) -> Counts:
    """Count an audience from every side; who meets which rule is looked up once.

    Args:
        warehouse: The published marts, opened for this reader alone.
        rules: In any order.
        terms: Holdout and suppression.
        least: Fewer users than that are not told of, but for the four sizes.
    """
    for statement in (
        f"create or replace temp table counted_members ({MEMBERS}) as {members_sql(rules, terms)}",
        f"""
        create or replace temp table counted_rules as
        select rule_number, user_id, max({band_rank("affinity_band")}) as band_rank
        from counted_members
        where user_id in (select user_id from marts.hobby__users)
        group by rule_number, user_id
        """,  # noqa: S608 - made by members_sql, which quotes names
        "create or replace temp table counted_audience as "
        + audience_sql(rules, terms, "counted_members"),
    ):
        warehouse.rows(statement)
    rows = warehouse.rows(
        """
        select affinity_band, count(*) as size,
            count(*) filter (not is_suppressed and not is_holdout) as sendable,
            count(*) filter (not is_suppressed and is_holdout) as holdout,
            count(*) filter (is_suppressed) as suppressed
        from counted_audience group by affinity_band
        """
    )
    return Counts(
        user_count=sum(row.size for row in rows),
        sendable_count=sum(row.sendable for row in rows),
        holdout_count=sum(row.holdout for row in rows),
        suppressed_count=sum(row.suppressed for row in rows),
        bands=_bands(warehouse, rules, {row.affinity_band: row.size for row in rows}, least),
        combinations=_combinations(warehouse, rules, least),
        campaigns=_campaigns(warehouse, terms, least),
    )


def _bands(
    warehouse: Warehouse, rules: Sequence[Rule], together: dict[str, int], least: int
) -> pd.DataFrame:
    alone: dict[int, dict[str, int]] = {}
    for row in warehouse.rows(
        "select rule_number, band_rank, count(*) as size from counted_rules group by all"
    ):
        alone.setdefault(row.rule_number, {})[BANDS[len(BANDS) - row.band_rank]] = row.size
    told = [("all rules together", together)]
    told += [(in_words(rule), alone.get(n, {})) for n, rule in enumerate(sorted(rules), start=1)]
    lines = []
    for name, sizes in told:
        line: dict[str, object] = {"rule": name}
        for place, band in enumerate(BANDS, start=1):
            total = sum(sizes.get(better, 0) for better in BANDS[:place])
            line[f"{band} or better" if band != "high" else band] = total
        lines.append(line)
    frame = pd.DataFrame(lines)
    counts = frame.columns[1:]
    frame[counts] = frame[counts].where(frame[counts] >= least).astype("Int64")
    return frame


def compared(rules: Sequence[Rule]) -> list[Rule]:
    """Return the rules whose overlap is shown."""
    return sorted(rules)[:MOST_COMPARED]


def _combinations(warehouse: Warehouse, rules: Sequence[Rule], least: int) -> pd.DataFrame:
    among = compared(rules)
    lowest = [len(BANDS) - BANDS.index(rule.min_affinity) for rule in among]
    rows = warehouse.rows(
        """
        with met as (
            select user_id, bit_or(1 << (rule_number - 1)) as bits
            from counted_rules
            where band_rank >= list_extract($lowest::integer[], rule_number)
            group by user_id
        )
        select bits, count(*) as user_count
        from met group by bits having count(*) >= $least
        """,
        {"lowest": lowest, "least": least},
    )
    told = []
    for row in rows:
        numbers = [number for number in range(len(among)) if row.bits >> number & 1]
        meets = " and ".join(among[number].name for number in numbers)
        told.append({"numbers": numbers, "meets": meets, "user_count": row.user_count})
    told.sort(key=lambda line: (-line["user_count"], line["numbers"]))
    return pd.DataFrame(told, columns=["numbers", "meets", "user_count"])


def _campaigns(warehouse: Warehouse, terms: Terms, least: int) -> pd.DataFrame:
    return warehouse.frame(
        """
        select campaign_id, count(*) as shared_count
        from marts.hobby__campaign_audiences
        where campaign_id <> $campaign and user_id in (select user_id from counted_audience)
        group by campaign_id having count(*) >= $least
        order by shared_count desc, campaign_id
        """,
        {"campaign": terms.campaign, "least": least},
    )


def in_words(rule: Rule) -> str:
    """Say a rule in one line."""
    return f"{rule.clause} {rule.kind} {rule.name} ({rule.min_affinity} or better)"
