"""The same as ``bench.explorer`` at two million users: those of the last build, each many times.

Tables of users are thinned first, so that a user has as many rows as in a large shop: 20 scored
topics, five of each other kind. The files are in the order in which ``publish`` writes them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from bench.explorer import measure, publish

USERS = 2_000_000
ROWS_PER_USER = 5
SCORED_TOPICS = 20
_SCORES = ("hobby__user_topic_scores", "hobby__topic_audiences")


def run(folder: Path) -> dict[str, Any]:
    """Repeat the users of the last build, then measure every page."""
    pages = publish(folder)
    published = (folder / "published").resolve()
    with duckdb.connect(config={"threads": 2, "memory_limit": "4GB"}) as connection:
        users = _count(connection, published / "hobby__users.parquet")
        copies = -(-USERS // users)
        rows = 0
        for file in sorted(published.glob("*.parquet")):
            columns = connection.execute(f"describe from '{file}'").fetchall()
            if any(name == "user_id" for name, *_ in columns):
                kept = SCORED_TOPICS if file.stem in _SCORES else ROWS_PER_USER
                share = min(1.0, kept * users / max(_count(connection, file), 1))
                _repeat(connection, file, copies, share)
                rows += _count(connection, file)
    return {"users": users * copies, "rows_about_users": rows, **measure(folder, pages)}


def _repeat(connection: duckdb.DuckDBPyConnection, file: Path, copies: int, share: float) -> None:
    part = file.with_suffix(".part")
    connection.execute(
        f"""
        copy (
            with thinned as (
                select * from '{file}' as line where hash(line) % 1000 < {int(share * 1000)}
            )
            select thinned.* replace (
                case when copy = 0 then user_id else user_id || '~' || copy end as user_id
            )
            from range({copies}) as copies (copy), thinned
            order by 1, 2
        ) to '{part}' (format parquet)
        """
    )
    part.replace(file)


def _count(connection: duckdb.DuckDBPyConnection, file: Path) -> int:
    [(size,)] = connection.execute(f"select count(*) from '{file}'").fetchall()
    return int(size)
