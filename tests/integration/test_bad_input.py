"""What people get for bad input: one clear message, or a counted rejection."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from .conftest import run_dbt

PRODUCTS = "select 'P1' as product_id, 'Wool yarn' as product_name, 'YARN' as category_path"
EVENTS = "select 'U1' as user_id, 'P1' as product_id, timestamp '2022-01-01' as event_at"
LONG_NAME = "Quote \" and ' and\nnewline, ünïcødé 日本語 🧶 " + "long " * 2000


def write(folder: Path, name: str, query: str) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"copy ({query}) to '{folder / name}'")


def staging(folder: Path, **variables: object):
    return run_dbt(
        folder,
        "build",
        "--indirect-selection=cautious",
        "--select",
        "path:models/staging",
        "hobby__event_weights",
        "hobby__collection_members",
        "int_hobby__rejected_rows",
        "hobby__rejected_rows",
        variables={"hobby__data_dir": str(folder), **variables},
    )


@pytest.mark.parametrize(
    ("products", "events", "message"),
    [
        (
            "select 'P1' as product_id, 'YARN' as category_path",
            EVENTS,
            "has no column 'product_name'. Columns seen: product_id, category_path",
        ),
        (PRODUCTS, None, "No table of events was found"),
    ],
    ids=["missing column", "missing file"],
)
def test_missing_input_is_named(tmp_path, products, events, message):
    write(tmp_path, "products.parquet", products)
    if events:
        write(tmp_path, "events.parquet", events)
    build = staging(tmp_path)
    assert build.returncode != 0
    assert message in " ".join(build.output.split())


def test_unreadable_file_is_named(tmp_path):
    write(tmp_path, "events.parquet", EVENTS)
    (tmp_path / "products.parquet").write_text("this is no parquet")
    build = staging(tmp_path)
    assert build.returncode != 0
    assert "products.parquet cannot be read" in " ".join(build.output.split())


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ({"hobby__as_of_date": "2999-01-01"}, "hobby__as_of_date is '2999-01-01', which lies"),
        ({"hobby__as_of_date": "1/2/22"}, "it must be a date written YYYY-MM-DD"),
        ({"hobby__labeller": "chatty"}, "hobby__labeller is 'chatty'; allowed are: embedded"),
        ({"hobby__lookback_days": -3}, "hobby__lookback_days is '-3'; it must be a number"),
    ],
    ids=["future as-of date", "odd date", "unknown labeller", "negative window"],
)
def test_wrong_setting_is_named(tmp_path, variables, message):
    write(tmp_path, "products.parquet", PRODUCTS)
    write(tmp_path, "events.parquet", EVENTS)
    build = staging(tmp_path, **variables)
    assert build.returncode != 0
    assert message in " ".join(build.output.split())


def test_bad_rows_are_counted_by_reason(tmp_path):
    name = LONG_NAME.replace("'", "''")
    write(
        tmp_path,
        "products.parquet",
        f"{PRODUCTS} union all select 'P2', '{name}', 'BOOK' union all select 'P3', ' ', 'X' "
        "union all select 'P1', 'Another yarn', 'YARN' union all select null, 'No id', 'X'",
    )
    write(
        tmp_path,
        "events.csv",
        """
        select * from (values
            ('u1', 'P1', '2022-01-01', '1', '10', 'e1'),
            ('u1', 'P1', '2022-01-01', '1', '10', 'e1'),
            ('u1', 'P1', '2022-01-01', '1', '10', null),
            ('u1', 'P1', '2022-01-01', '1', '10', null),
            (null, 'P1', '2022-01-01', '1', '10', null),
            ('u1', null, '2022-01-01', '1', '10', null),
            ('u1', 'P1', '31/31/2022', '1', '10', null),
            ('u2', 'P1', '2022-02-01', '3', '30', null),
            ('u2', 'P1', '2022-02-03', '-1', '-10', null),
            ('u2', 'P2', '2022-02-04', '-5', '-50', null),
            ('u3', 'P1', '2018-02-04', '5', '50', null),
            ('u3', 'P2', '2022-02-04', '2', 'abc', null),
            ('u3', 'P2', '2022-02-05', '2', '9', null)
        ) as t (user_id, product_id, event_at, quantity, amount, event_id)
        """,
    )
    build = staging(tmp_path, hobby__as_of_date="2022-02-04")
    assert build.returncode == 0, build.output[-4000:]
    counts = {
        (table, reason): count
        for table, reason, count in build.rows(
            "select input_table, reason, row_count from marts.hobby__rejected_rows"
        )
    }
    assert counts == {
        ("products", "accepted"): 2,
        ("products", "repeated_product_id"): 1,
        ("products", "missing_product_id"): 1,
        ("products", "missing_product_name"): 1,
        ("events", "accepted"): 4,
        ("events", "repeated_event_id"): 1,
        ("events", "missing_user_id"): 1,
        ("events", "missing_product_id"): 1,
        ("events", "unparsable_event_at"): 1,
        ("events", "unparsable_number"): 1,
        ("events", "return_applied"): 1,
        ("events", "return_without_purchase"): 1,
        ("events", "before_window"): 1,
        ("events", "after_as_of_date"): 1,
    }
    assert build.rows(
        "select product_name from staging.stg_hobby__products where product_id = 'P2'"
    ) == [(LONG_NAME,)]
    assert build.rows(
        "select quantity, amount from staging.stg_hobby__events where user_id = 'u2'"
    ) == [(2, 20)]


@pytest.mark.slow
def test_an_empty_shop_builds_to_empty_marts(tmp_path):
    write(tmp_path, "products.parquet", f"{PRODUCTS} limit 0")
    write(tmp_path, "events.parquet", f"{EVENTS} limit 0")
    build = run_dbt(tmp_path, "build", variables={"hobby__data_dir": str(tmp_path)})
    assert build.returncode == 0, build.output[-6000:]
    for table in ("hobby__topics", "hobby__product_topics", "hobby__user_profiles"):
        assert build.rows(f"select count(*) from marts.{table}") == [(0,)]
