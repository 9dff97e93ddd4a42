"""What the page of audiences reads: sizes, and who is in one."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from hobby_profiles.campaigns.rules import BANDS, Rule, Terms, audience_sql
from hobby_profiles.core.tables import Row, Warehouse

MOST_COMPARED = 4


def read_sizes(warehouse: Warehouse, rules: Sequence[Rule], terms: Terms) -> Row:
    """Return user_count, sendable_count, holdout_count, suppressed_count of an audience."""
    return warehouse.rows(
        f"""
        select
            count(*) as user_count,
            count(*) filter (not is_suppressed and not is_holdout) as sendable_count,
            count(*) filter (not is_suppressed and is_holdout) as holdout_count,
            count(*) filter (is_suppressed) as suppressed_count
        from ({audience_sql(rules, terms)})
        """  # noqa: S608 - made by audience_sql, which quotes names
    )[0]


def read_bands(
    warehouse: Warehouse, rules: Sequence[Rule], terms: Terms, least: int
) -> pd.DataFrame:
    """Return the size at each band, of all rules together and of each alone.

    Returns:
        rule, and high, medium, low: users in that band or a better one, null where too few.
    """
    lines = []
    for rule in (None, *sorted(rules)):
        asked = (
            list(rules) if rule is None else [Rule("any", rule.kind, rule.name, "low", rule.ids)]
        )
        found = warehouse.rows(
            f"select affinity_band, count(*) as size from ({audience_sql(asked, terms)}) "  # noqa: S608 - as above
            "group by affinity_band"
        )
        sizes = {row.affinity_band: row.size for row in found}
        total, line = 0, {"rule": in_words(rule) if rule else "all rules together"}
        for band in BANDS:
            total += sizes.get(band, 0)
            line[f"{band} or better" if band != "high" else band] = total
        lines.append(line)
    frame = pd.DataFrame(lines)
    counts = frame.columns[1:]
    frame[counts] = frame[counts].where(frame[counts] >= least).astype("Int64")
    return frame


def compared(rules: Sequence[Rule]) -> list[Rule]:
    """Return the rules whose overlap is shown."""
    return sorted(rules)[:MOST_COMPARED]


def read_combinations(
    warehouse: Warehouse, rules: Sequence[Rule], terms: Terms, least: int
) -> pd.DataFrame:
    """Return how many users meet exactly which of the first four rules, as an UpSet plot tells.

    Returns:
        numbers (places among :func:`compared`), meets, user_count; most first, those with too few
        users left out.
    """
    among = compared(rules)
    members = " union all ".join(
        f"select {number} as rule_number, user_id from ("  # noqa: S608 - as above
        f"{audience_sql([Rule('any', rule.kind, rule.name, rule.min_affinity, rule.ids)], terms)})"
        for number, rule in enumerate(among)
    )
    rows = warehouse.rows(
        f"""
        select numbers, count(*) as user_count
        from (
            select user_id, list_sort(list(rule_number)) as numbers
            from ({members}) group by user_id
        )
        group by numbers having count(*) >= $least
        order by user_count desc, numbers
        """,  # noqa: S608 - as above
        {"least": least},
    )
    told = [
        {
            "numbers": list(row.numbers),
            "meets": " and ".join(among[number].name for number in row.numbers),
            "user_count": row.user_count,
        }
        for row in rows
    ]
    return pd.DataFrame(told, columns=["numbers", "meets", "user_count"])


def read_other_campaigns(
    warehouse: Warehouse, rules: Sequence[Rule], terms: Terms, least: int
) -> pd.DataFrame:
    """Return the campaigns that share users with an audience; few is too few to be told."""
    return warehouse.frame(
        f"""
        select campaign_id, count(*) as shared_count
        from marts.hobby__campaign_audiences
        where campaign_id <> $campaign
            and user_id in (select user_id from ({audience_sql(rules, terms)}))
        group by campaign_id having count(*) >= $least
        order by shared_count desc, campaign_id
        """,  # noqa: S608 - as above
        {"campaign": terms.campaign, "least": least},
    )


def in_words(rule: Rule) -> str:
    """Say a rule in one line."""
    return f"{rule.clause} {rule.kind} {rule.name} ({rule.min_affinity} or better)"
