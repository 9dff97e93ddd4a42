"""Same inputs, same settings, same outputs, byte for byte."""

from __future__ import annotations

import hashlib
from pathlib import Path

import duckdb
import pytest

from .conftest import run_dbt, write_small_shop

pytestmark = pytest.mark.slow

TABLES_ONLY = ["--resource-type", "model", "seed", "snapshot"]
"""The data tests have run on the demo; here only the tables are compared."""


def digests(database: Path) -> dict[str, str]:
    """Return a digest of every mart, exported in a fixed row order."""
    found = {}
    with duckdb.connect(str(database), read_only=True) as connection:
        tables = connection.execute(
            "select table_name from information_schema.tables where table_schema = 'marts'"
        ).fetchall()
        for (table,) in tables:
            target = database.parent / f"{table}.csv"
            connection.execute(f"copy (from marts.{table} order by all) to '{target}'")
            found[table] = hashlib.sha256(target.read_bytes()).hexdigest()
    return found


@pytest.fixture(scope="module")
def first(small_shop, tmp_path_factory):
    folder = tmp_path_factory.mktemp("first")
    build = run_dbt(
        folder,
        "build",
        *TABLES_ONLY,
        variables={
            "hobby__data_dir": str(small_shop),
            "hobby__cache_dir": str(folder / "cache"),
        },
    )
    assert build.returncode == 0, build.output[-6000:]
    return build, digests(build.database)


def test_shuffled_rows_one_thread_and_a_cold_cache_change_nothing(first, tmp_path):
    shop = tmp_path / "shuffled"
    shop.mkdir()
    write_small_shop(shop, order_by="md5(cast(columns(*) as varchar))")
    again = run_dbt(
        tmp_path,
        "build",
        *TABLES_ONLY,
        variables={
            "hobby__data_dir": str(shop),
            "hobby__cache_dir": str(tmp_path / "cache"),
        },
        threads=1,
    )
    assert again.returncode == 0, again.output[-6000:]
    assert digests(again.database) == first[1]


def test_a_second_build_in_the_same_warehouse_changes_nothing(first, small_shop):
    build, before = first
    again = run_dbt(
        build.database.parent,
        "build",
        *TABLES_ONLY,
        variables={
            "hobby__data_dir": str(small_shop),
            "hobby__cache_dir": str(build.database.parent / "cache"),
        },
    )
    assert again.returncode == 0, again.output[-6000:]
    assert digests(build.database) == before
