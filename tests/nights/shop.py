"""A tiny shop on two nights: what the second brings is what makes nights hard."""

from __future__ import annotations

from pathlib import Path

import duckdb

from tests.integration.conftest import ROOT

USERS = 20
LAST_DAY = "2022-11-30"
"""Last day whose events the first night knows."""

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
_PRODUCTS = f"""
    select * from '{_DEMO}/products.parquet'
    where product_id in (select product_id from ({_EVENTS}))
"""
_IS_LATE = "md5(event_id) < '08'"
_IS_NEW_PRODUCT = "md5(product_id) < '04'"
_RETURNS = f"""
    select event_id || 'R', user_id, product_id, event_at + interval 5 day,
        -quantity, -amount, unit_price
    from ({_EVENTS})
    where event_at <= '{LAST_DAY}' and not {_IS_LATE} and not {_IS_NEW_PRODUCT}
    order by event_at desc, event_id
    limit 3
"""


def write_nights(folder: Path) -> str:
    """Write the inputs of both nights.

    The second night knows later events, events of the first one's days that came late, returns,
    new products, and that a user wants to be erased.

    Args:
        folder: Gets the folders ``first`` and ``second``.

    Returns:
        The id of the user who is erased: who bought most until the first night.
    """
    with duckdb.connect() as connection:
        [(erased,)] = connection.execute(
            f"select user_id from ({_EVENTS}) where event_at <= '{LAST_DAY}'"
            " group by user_id order by count(*) desc, user_id limit 1"
        ).fetchall()
        queries = {
            "first/products": f"{_PRODUCTS} and not {_IS_NEW_PRODUCT}",
            "first/events": (
                f"select * from ({_EVENTS}) where event_at <= '{LAST_DAY}'"
                f" and not {_IS_LATE} and not {_IS_NEW_PRODUCT}"
            ),
            "first/users": f"select distinct user_id, '' as deleted_at from ({_EVENTS})",
            "second/products": _PRODUCTS,
            "second/events": f"from ({_EVENTS}) union all ({_RETURNS})",
            "second/users": (
                f"select distinct user_id, if(user_id = '{erased}', 'yes', '') as deleted_at"
                f" from ({_EVENTS})"
            ),
        }
        for name, query in queries.items():
            path = folder / f"{name}.parquet"
            path.parent.mkdir(parents=True, exist_ok=True)
            connection.execute(f"copy (select * from ({query}) order by all) to '{path}'")
    for night in ("first", "second"):
        members = (_DEMO / "collection_members.csv").read_bytes()
        (folder / night / "collection_members.csv").write_bytes(members)
    return str(erased)
