"""Campaigns that are kept: rows of the two files that dbt reads them from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hobby_profiles.campaigns.rules import Rule, Terms
from hobby_profiles.core.errors import InputError
from hobby_profiles.explorer.written.files import changing, read_elsewhere

_CAMPAIGNS = ("campaign_id", "campaign_name", "holdout_share", "suppress_days")
_RULES = ("campaign_id", "clause", "kind", "name", "min_affinity")


def keep_campaign(
    data_dir: Path, relations: Sequence[str], title: str, rules: Sequence[Rule], terms: Terms
) -> list[Path]:
    """Write a campaign and its rules, in place of those of the same id.

    Args:
        data_dir: Folder of the shop's tables, ``hobby__data_dir``.
        relations: Tables that dbt reads from a warehouse instead.
        title: The campaign's name.
        rules: As the audience was asked for.
        terms: Its id, holdout and suppression.

    Returns:
        The files written.

    Raises:
        InputError: If dbt would not read them, or they cannot be written.
    """
    files = []
    for table in ("campaigns", "campaign_rules"):
        kept = read_elsewhere(data_dir, relations, table)
        if kept:
            raise InputError(
                f"dbt reads {table} from {kept}, not from a CSV file. Add the rules there."
            )
        files.append(data_dir / f"{table}.csv")
    if not data_dir.is_dir():
        raise InputError(f"There is no folder {data_dir} (hobby__data_dir) to write campaigns to.")
    with changing(files[1], _RULES) as rows:
        rows[:] = [row for row in rows if row["campaign_id"] != terms.campaign]
        rows += [
            {
                "campaign_id": terms.campaign,
                "clause": rule.clause,
                "kind": rule.kind,
                "name": rule.name,
                "min_affinity": rule.min_affinity,
            }
            for rule in sorted(rules)
        ]
    with changing(files[0], _CAMPAIGNS) as rows:
        rows[:] = [row for row in rows if row["campaign_id"] != terms.campaign]
        rows.append(
            {
                "campaign_id": terms.campaign,
                "campaign_name": title,
                "holdout_share": repr(terms.holdout_share),
                "suppress_days": str(terms.suppress_days),
            }
        )
    return files
