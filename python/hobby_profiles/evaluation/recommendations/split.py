"""What is known and what is asked: two protocols."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from hobby_profiles.core.errors import InputError

_TEST_SHARE = 0.2


@dataclass(frozen=True)
class Split:
    """A shop cut in two.

    Attributes:
        folder: Folder with the known events and the catalogue, to build from.
        as_of: Last day that is known; None where what is asked is no later.
        last_day: Day of the last known event.
        known: user_id, product_id, order_count of what is known.
        truth: user_id, product_id of what is asked.
    """

    folder: Path
    as_of: date | None
    last_day: date
    known: pd.DataFrame
    truth: pd.DataFrame


def random_split(data_dir: Path, folder: Path, *, since: date | None, seed: int) -> Split:
    """Hold out a fifth of each user's different products.

    Purchases of positive quantity and amount; users with one product are left out. Of n products
    max(1, round(n / 5)) are held out, drawn at random, with all their events.

    Args:
        data_dir: Folder with products and events as Parquet.
        folder: Where the known part is written.
        since: First day that counts; None for all.
        seed: Seed of the draw.
    """
    with _events(data_dir, since) as connection:
        pairs = connection.execute(
            "select user_id, product_id from events group by all order by all"
        ).df()
        size = pairs.groupby("user_id")["product_id"].transform("size")
        pairs = pairs[size > 1].reset_index(drop=True)
        draw = np.random.default_rng(seed).random(len(pairs))
        place = pd.Series(draw).groupby(pairs["user_id"]).rank(method="first")
        count = pairs.groupby("user_id")["product_id"].transform("size")
        is_test = place <= np.maximum(1, np.round(count * _TEST_SHARE))
        truth, kept = pairs[is_test], pairs[~is_test]
        connection.register("kept", kept)
        connection.execute(
            "create table known as select events.* from events semi join kept "
            "using (user_id, product_id) order by all"
        )
        return _written(connection, data_dir, folder, truth, None)


def time_split(
    data_dir: Path, folder: Path, *, as_of: date, horizon_days: int, since: date | None
) -> Split:
    """Ask what the known users buy in the days after a date.

    The known part is written as the shop has it, returns and free goods too; known and asked pairs
    are of positive quantity and amount.

    Args:
        data_dir: Folder with products and events as Parquet.
        folder: Where the known part is written.
        as_of: Last day that is known.
        horizon_days: Days after it.
        since: First day that counts; None for all.
    """
    with _events(data_dir, since) as connection:
        connection.execute(
            "create table known as select * from rows_ where event_at::date <= ? order by all",
            [as_of],
        )
        truth = connection.execute(
            "select user_id, product_id from events where event_at::date > ? and "
            "event_at::date <= ? and user_id in (select user_id from known where is_bought) "
            "group by all order by all",
            [as_of, as_of + timedelta(days=horizon_days)],
        ).df()
        if truth.empty:
            raise InputError(
                f"Nobody known on {as_of} buys in the {horizon_days} days after it. "
                "Choose an earlier --as-of."
            )
        return _written(connection, data_dir, folder, truth, as_of)


def _events(data_dir: Path, since: date | None) -> duckdb.DuckDBPyConnection:
    path = data_dir / "events.parquet"
    if not path.is_file():
        raise InputError(f"There is no {path}. Write one with: hobby-profiles evaluate prepare")
    connection = duckdb.connect()
    connection.execute(
        "create table rows_ as select * replace (user_id::varchar as user_id, "
        "product_id::varchar as product_id), quantity > 0 and amount > 0 as is_bought "
        "from read_parquet($path) "
        "where $since is null or event_at::date >= $since",
        {"path": str(path), "since": since},
    )
    connection.execute("create view events as select * from rows_ where is_bought")
    return connection


def _written(
    connection: duckdb.DuckDBPyConnection,
    data_dir: Path,
    folder: Path,
    truth: pd.DataFrame,
    as_of: date | None,
) -> Split:
    folder.mkdir(parents=True, exist_ok=True)
    connection.sql("select * exclude (is_bought) from known").write_parquet(
        str(folder / "events.parquet")
    )
    for path in data_dir.glob("product*.parquet"):
        (folder / path.name).write_bytes(path.read_bytes())
    known = connection.execute(
        "select user_id, product_id, count(distinct event_at::date) as order_count "
        "from known where is_bought group by all order by all"
    ).df()
    [[last_day]] = connection.execute("select max(event_at)::date from known").fetchall()
    return Split(folder, as_of, last_day, known, truth.reset_index(drop=True))
