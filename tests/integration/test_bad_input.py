"""What people get for hardly any input: a build that ends, and says what there is."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from .conftest import run_dbt

PRODUCTS = "select 'P1' as product_id, 'Wool yarn' as product_name, 'YARN' as category_path"
EVENTS = "select 'U1' as user_id, 'P1' as product_id, timestamp '2022-01-01' as event_at"


BUILD = "build --log-level-file none --exclude-resource-type unit_test".split()
"""Unit tests bring their own rows: what they say of a shop, they said of the demo."""


def write(folder: Path, name: str, query: str) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"copy ({query}) to '{folder / name}'")


@pytest.mark.slow
def test_an_empty_shop_builds_to_empty_marts(tmp_path):
    write(tmp_path, "products.parquet", f"{PRODUCTS} limit 0")
    write(tmp_path, "events.parquet", f"{EVENTS} limit 0")
    build = run_dbt(
        tmp_path, *BUILD, variables={"hobby__data_dir": str(tmp_path)}, own_process=True
    )
    assert build.returncode == 0, build.output[-6000:]
    for table in ("hobby__topics", "hobby__product_topics", "hobby__user_profiles"):
        assert build.rows(f"select count(*) from marts.{table}") == [(0,)]


@pytest.mark.slow
def test_a_shop_of_one_topic_builds(tmp_path):
    write(
        tmp_path,
        "products.parquet",
        "select i as product_id, 'Wool yarn, shade ' || i as product_name from range(4) t(i)",
    )
    write(
        tmp_path,
        "product_labels.parquet",
        "select i as product_id, 'knitting' as label from range(4) t(i)",
    )
    write(
        tmp_path,
        "events.parquet",
        "select 500 + i % 3 as user_id, i % 4 as product_id, 8.0 as amount,"
        " timestamp '2024-01-10' + to_months(i::int) as event_at from range(12) t(i)",
    )
    build = run_dbt(tmp_path, *BUILD, variables={"hobby__data_dir": str(tmp_path)})
    assert build.returncode == 0, build.output[-6000:]
    assert build.rows("select topic_name from marts.hobby__topics") != []


def test_an_erased_user_is_in_no_table_and_no_byte(tmp_path):
    """A failing build takes a withdrawn user out, and leaves nothing of them in the file."""
    shop = tmp_path / "shop"
    shop.mkdir()
    write(shop, "products.parquet", PRODUCTS)
    write(
        shop,
        "events.parquet",
        "select user_id, 'P1' as product_id, timestamp '2022-01-01' + to_days(i::int) as event_at"
        " from range(30) t(i), (values ('stays'), ('erased.person@example.org')) as u (user_id)",
    )
    folder = tmp_path / "built"
    folder.mkdir()
    select = "--exclude-resource-type unit_test --indirect-selection cautious --select".split()
    select += ["stg_hobby__events", "+stg_hobby__input_health", "hobby__event_weights"]
    settings = {"hobby__data_dir": str(shop)}
    seeded = run_dbt(folder, "build", *select, variables=settings, own_process=True)
    assert seeded.returncode == 0, seeded.output[-4000:]
    assert b"erased.person" in seeded.database.read_bytes()
    (shop / "users.csv").write_text("user_id,deleted_at\nErased.Person@example.org ,yes\n")
    (shop / "products.parquet").write_text("no parquet any more")
    failed = run_dbt(folder, "build", *select, variables=settings, own_process=True)
    assert failed.returncode != 0
    assert "Removed 60 rows" in failed.output
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert [path for path in files if b"erased.person" in path.read_bytes().lower()] == []
    assert failed.rows("select distinct user_id from staging.stg_hobby__events") == [("stays",)]
