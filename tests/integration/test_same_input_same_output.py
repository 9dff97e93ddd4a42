"""Same inputs, same settings, same outputs, byte for byte."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import duckdb
import pytest

from .conftest import TABLES_ONLY, run_dbt, write_small_shop

pytestmark = pytest.mark.slow


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
def before(small_build):
    return digests(small_build.database)


def test_shuffled_rows_one_thread_and_a_cold_cache_change_nothing(before, tmp_path):
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
            "hobby__shop_name": "Small shop",
        },
        threads=1,
    )
    assert again.returncode == 0, again.output[-6000:]
    assert digests(again.database) == before


def test_a_second_build_in_the_same_warehouse_changes_nothing(small_build, tmp_path, before):
    shutil.copy(small_build.database, tmp_path)
    again = run_dbt(tmp_path, "build", *TABLES_ONLY, variables=small_build.variables)
    assert again.returncode == 0, again.output[-6000:]
    assert digests(again.database) == before
