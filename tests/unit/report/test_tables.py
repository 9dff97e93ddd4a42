from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from hobby_profiles.core.errors import InputError
from hobby_profiles.core.tables import open_warehouse, warehouse_path
from tests.unit.warehouse import change


def test_path_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOBBY_DUCKDB_PATH", "elsewhere/shop.duckdb")
    assert warehouse_path() == Path("elsewhere/shop.duckdb")
    monkeypatch.setenv("HOBBY_DUCKDB_PATH", "")
    assert warehouse_path() == Path("hobby_profiles.duckdb")


def test_missing_warehouse_says_how_to_build_one(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no warehouse at .*nowhere.*dbt build"):
        with open_warehouse(tmp_path / "nowhere.duckdb"):
            pass


def test_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "notes.duckdb"
    path.write_text("not a database" * 1000)
    with pytest.raises(InputError, match="cannot open"), open_warehouse(path):
        pass


def test_missing_table_and_column_are_named(warehouse_file: Path) -> None:
    with open_warehouse() as warehouse:
        with pytest.raises(InputError, match=r"hobby__nothing.*dbt build"):
            warehouse.rows("select * from marts.hobby__nothing")
        with pytest.raises(InputError, match="no_such_column"):
            warehouse.rows("select no_such_column from marts.hobby__topics")


def test_renamed_warehouse_whose_views_are_lost(warehouse_file: Path) -> None:
    change(warehouse_file, "create view marts.seen as select * from shop.marts.hobby__topics")
    renamed = warehouse_file.rename(warehouse_file.with_name("copy.duckdb"))
    with open_warehouse(renamed) as warehouse:
        with pytest.raises(InputError, match=r"Name the file shop\.duckdb again"):
            warehouse.rows("select * from marts.seen")


def test_warehouse_cannot_be_written(warehouse_file: Path) -> None:
    with open_warehouse() as warehouse, pytest.raises(Exception, match="read-only"):
        warehouse.rows("delete from marts.hobby__topics")


def test_another_process_that_writes_is_named(warehouse_file: Path) -> None:
    code = (
        "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('open', flush=True); "
        "sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(warehouse_file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "open\n"
        with pytest.raises(InputError, match="Another process is writing"), open_warehouse():
            pass
        writer.communicate()


def test_nulls_and_decimals_keep_their_types(warehouse_file: Path) -> None:
    with open_warehouse() as warehouse:
        row = warehouse.rows("select null as nothing, 1.50::decimal(18, 4) as amount")[0]
    assert row.nothing is None
    assert str(row.amount) == "1.5000"


def test_tables_are_found_in_schemas_of_another_name(warehouse_file: Path) -> None:
    change(
        warehouse_file,
        'create schema "dev-marts"; create table "dev-marts".hobby__only as select 1 as number',
    )
    with open_warehouse() as warehouse:
        assert warehouse.rows("select number from marts.hobby__only")[0].number == 1


def test_two_builds_in_one_file_are_told_apart_by_the_manifest(warehouse_file: Path) -> None:
    change(
        warehouse_file,
        "create schema dev_marts; create table dev_marts.hobby__only as select 1 as number; "
        "create schema prod_marts; create table prod_marts.only_ours as select 2 as number; "
        "create table prod_marts.hobby__only as select 3 as number",
    )
    query = "select number from marts.hobby__only"
    with open_warehouse() as warehouse, pytest.raises(InputError, match=r"dev_marts, prod_marts"):
        warehouse.rows(query)
    with open_warehouse(relations={"hobby__only": ("prod_marts", "only_ours")}) as warehouse:
        assert warehouse.rows(query)[0].number == 2
