"""Skew for a synthetic shop: a user with half of all events, a topic of half of all users."""

from __future__ import annotations

from pathlib import Path

import duckdb

_SKEW = """
update staging.stg_hobby__events set user_id = 'U0' where hash(event_id, 'user') % 2 = 0;

update staging.stg_hobby__events set product_id = 'P0'
where hash(user_id) % 2 = 0 and event_id in (
    select min(event_id) from staging.stg_hobby__events group by user_id
);
"""


def add_skew(database: Path) -> dict[str, int]:
    """Change a shop that `write_shop` wrote.

    Returns:
        Events of the user with the most, users, and users of the topic with the most.
    """
    with duckdb.connect(str(database)) as connection:
        connection.execute("set memory_limit = '4GB'; set threads = 2")
        connection.execute(_SKEW)
        [row] = connection.execute(
            "select (select max(n) from (select count(*) as n from staging.stg_hobby__events"
            " group by user_id)), (select count(distinct user_id) from staging.stg_hobby__events),"
            " (select max(n) from (select count(distinct user_id) as n"
            " from staging.stg_hobby__events join marts.hobby__product_topics using (product_id)"
            " group by topic_id))"
        ).fetchall()
    return dict(
        zip(("events_of_fullest_user", "users", "users_of_fullest_topic"), row, strict=True)
    )
