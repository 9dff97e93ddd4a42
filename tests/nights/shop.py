"""A tiny shop on three nights: what the later ones bring is what makes nights hard."""

from __future__ import annotations

from pathlib import Path

import duckdb

from tests.integration.conftest import ROOT

USERS = 20
NIGHTS = {"first": "2022-11-30", "second": "2022-12-15", "third": "2022-12-31"}
"""Last day whose events each night knows."""

_DEMO = ROOT / "seeds" / "demo"
_EVENTS = f"""
    select
        'E' || row_number() over (
            order by user_id, product_id, event_at, quantity, amount
        ) as event_id,
        *
    from '{_DEMO}/events.parquet'
    where
        md5(product_id) < '28'
        and user_id in (
            select distinct user_id from '{_DEMO}/events.parquet' order by user_id limit {USERS}
        )
"""
#: Events and products whose digest begins below this come on a later night.
_LATE = {"first": "08", "second": "04", "third": ""}
_NEW = {"first": "04", "second": "02", "third": ""}
_RETURNS = f"""
    select event_id || 'R', user_id, product_id, event_at + interval 5 day,
        -quantity, -amount, unit_price
    from ({_EVENTS})
    where
        event_at <= '{NIGHTS["first"]}'
        and md5(event_id) >= '{_LATE["first"]}' and md5(product_id) >= '{_NEW["first"]}'
    order by event_at desc, event_id
    limit
"""
_RETURN_COUNTS = {"first": 0, "second": 3, "third": 6}


def write_nights(folder: Path) -> list[str]:
    """Write the inputs of all nights.

    The second and the third night know later events, events of the days before that came late,
    returns, new products, and that one more user wants to be erased.

    Args:
        folder: Gets a folder of each night's name.

    Returns:
        The ids of the users who are erased on the second and on the third night: who bought most
        until the first.
    """
    with duckdb.connect() as connection:
        erased = [
            str(user)
            for (user,) in connection.execute(
                f"select user_id from ({_EVENTS}) where event_at <= '{NIGHTS['first']}'"
                " group by user_id order by count(*) desc, user_id limit 2"
            ).fetchall()
        ]
        for number, (night, last_day) in enumerate(NIGHTS.items()):
            gone = ", ".join(f"'{user}'" for user in ["", *erased[:number]])
            known = f"select * from ({_EVENTS}) where md5(product_id) >= '{_NEW[night]}'"
            events = f"{known} and event_at <= '{last_day}' and md5(event_id) >= '{_LATE[night]}'"
            queries = {
                "products": (
                    f"select * from '{_DEMO}/products.parquet'"
                    f" where product_id in (select product_id from ({known}))"
                ),
                "events": f"({events}) union all ({_RETURNS} {_RETURN_COUNTS[night]})",
                "users": (
                    f"select distinct user_id, if(user_id in ({gone}), 'yes', '') as deleted_at"
                    f" from ({_EVENTS})"
                ),
            }
            (folder / night).mkdir(parents=True, exist_ok=True)
            for name, query in queries.items():
                connection.execute(
                    f"copy (select * from ({query}) order by all)"
                    f" to '{folder / night / name}.parquet'"
                )
            members = (_DEMO / "collection_members.csv").read_bytes()
            (folder / night / "collection_members.csv").write_bytes(members)
    return erased
