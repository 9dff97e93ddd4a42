"""What a night must compute again: the rows of each model that one more day changes.

A shop is built without its last day and with it; nothing else differs: nothing comes late, nothing
is returned, nobody is erased. A model whose rows all change cannot be brought up to date by the
users or days that are new.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import duckdb

from bench.models import alone
from bench.plans import compiled_models
from bench.profiles import build
from bench.shop import write_shop

EVENTS = 1_000_000
_WITHOUT_LAST_DAY = """
delete from staging.stg_hobby__events
where event_date = (select max(event_date) from staging.stg_hobby__events);
update staging.stg_hobby__as_of
set as_of_date = as_of_date - 1, window_start_date = window_start_date - 1;
"""


def run(folder: Path, events: int = EVENTS) -> dict[str, Any]:
    """Measures all models on both days.

    Args:
        folder: Where two databases and logs go; what lies there is removed.
        events: Number of events; a tenth as many users.

    Returns:
        Of each model cost, rows, and ``rows_kept``, those that are as they were the day before;
        processor seconds of all, and of all if each cost no more than its share of changed rows;
        and those of ``int_hobby__user_topics``, divided where days of users and topics are told.
    """
    shutil.rmtree(folder, ignore_errors=True)
    before, after = folder / "before" / "shop.duckdb", folder / "after" / "shop.duckdb"
    write_shop(after, events=events)
    before.parent.mkdir(parents=True)
    shutil.copy(after, before)
    with duckdb.connect(str(before)) as connection:
        connection.execute(_WITHOUT_LAST_DAY)
    for database in (before, after):
        ran = build(database, database.parent)["model_seconds"]
    queries = compiled_models(after.parent / "dbt")
    kept = _rows_kept(before, after)
    models = {
        name: {**alone(after, queries[name]), "rows_kept": kept[name]}
        for name in ran
        if name in kept and name in queries
    }
    return {
        "models": models,
        "cpu_seconds": round(sum(found["cpu_seconds"] for found in models.values()), 1),
        "cpu_seconds_of_changed_rows": round(sum(map(_of_changed, models.values())), 1),
        "user_topics": _from_days(after, queries["int_hobby__user_topics"]),
    }


def _of_changed(found: dict[str, float]) -> float:
    share = 1 - found["rows_kept"] / found["rows"] if found["rows"] else 1.0
    return found["cpu_seconds"] * share


def _rows_kept(before: Path, after: Path) -> dict[str, int]:
    """Rows of each table that the other database has too."""
    found = {}
    with duckdb.connect() as connection:
        connection.execute("set memory_limit = '4GB'; set threads = 2")
        connection.execute(f"attach '{before}' as before; attach '{after}' as after")
        for schema, table in connection.execute(
            "select schema_name, table_name from duckdb_tables() where database_name = 'after'"
        ).fetchall():
            name = f"{schema}.{table}"
            [(found[table],)] = connection.execute(
                f"select count(*) from after.{name} as held where hash(held) in"
                f" (select hash(held) from before.{name} as held)"
            ).fetchall()
    return found


def _from_days(database: Path, query: str) -> dict[str, float]:
    """Costs of the rows of user, topic and day, and of the rest of the query, which reads them."""
    days, rest = query.index("days as ("), query.index("aggregated as (")
    with_days = query[:rest].rstrip().rstrip(",") + " select * from days"
    copy = database.parents[1] / "days" / database.name
    copy.parent.mkdir()
    shutil.copy(database, copy)
    with duckdb.connect(str(copy)) as connection:
        connection.execute("set memory_limit = '5GB'; set threads = 2")
        connection.execute("set preserve_insertion_order = false")
        connection.execute(f"create table engagement.days as {with_days}")
    from_days = query[:days] + "days as (select * from engagement.days), " + query[rest:]
    found = {
        "days": alone(copy, with_days)["cpu_seconds"],
        "rest": alone(copy, from_days)["cpu_seconds"],
    }
    copy.unlink()
    return found
