from __future__ import annotations

import os
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pytest
import sqlalchemy
from click.testing import CliRunner

from hobby_profiles.app.cli import cli
from hobby_profiles.core.errors import InputError
from tests.unit.warehouse import change


def publish(folder: Path) -> object:
    return CliRunner().invoke(cli, ["publish", str(folder)]).exception


def test_duckdb_pandas_and_polars_read_what_was_published(
    warehouse_file: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "the shop's marts"
    assert publish(folder) is None
    topics = pd.read_parquet(folder / "hobby__topics.parquet")
    assert "Knitting" in set(topics["topic_name"])
    lazy = pl.scan_parquet(folder / "hobby__topics.parquet")
    assert lazy.select("topic_name").collect()["topic_name"].to_list() == list(topics["topic_name"])
    with duckdb.connect() as connection:
        connection.execute((folder / "views.sql").read_text())
        found = connection.execute("select count(*) from marts.hobby__topics").fetchall()
    assert found == [(len(topics),)]


def test_a_client_that_speaks_sqlalchemy_finds_and_reads_the_marts(
    warehouse_file: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "published"
    assert publish(folder) is None
    engine = sqlalchemy.create_engine(f"duckdb:///{tmp_path / 'bi.duckdb'}")
    with engine.begin() as connection:
        connection.exec_driver_sql((folder / "views.sql").read_text())
    with engine.connect() as connection:
        found = sqlalchemy.inspect(connection)
        assert "hobby__topics" in found.get_view_names("marts")
        columns = {column["name"] for column in found.get_columns("hobby__topics", "marts")}
        assert {"topic_id", "topic_name"} <= columns
        query = sqlalchemy.text("select * from marts.hobby__topics where topic_name = :name")
        rows = pd.read_sql(query, connection, params={"name": "Knitting"})
    assert list(rows["topic_name"]) == ["Knitting"]


def test_a_folder_turns_to_the_new_files_at_once(warehouse_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "published"
    assert publish(folder) is None
    before = folder.resolve()
    change(warehouse_file, "delete from marts.hobby__topics")
    assert publish(folder) is None
    assert folder.resolve() != before
    assert len(pd.read_parquet(before / "hobby__topics.parquet")) > 0
    assert len(pd.read_parquet(folder / "hobby__topics.parquet")) == 0
    assert publish(folder) is None
    assert not before.exists()
    assert len(os.listdir(tmp_path)) - len(list(tmp_path.glob("*.duckdb*"))) == 3


def test_a_publication_that_fails_leaves_the_last_one(
    warehouse_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "published"
    assert publish(folder) is None
    before = folder.resolve()

    def fails(*arguments: object, **named: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", fails)
    assert "No space left" in str(publish(folder))
    assert folder.resolve() == before
    assert not list(tmp_path.glob(".published.*[!d]"))


def test_a_folder_with_other_files_is_left_alone(warehouse_file: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    error = publish(tmp_path / "mine")
    assert isinstance(error, InputError) and "letter.txt" in str(error)
    assert (tmp_path / "mine" / "letter.txt").read_text() == "dear"


def test_files_lie_in_the_order_of_their_keys(warehouse_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "published"
    late = "insert into marts.{} by name select * replace ('a' as {}) from marts.{} limit 1"
    tables = {"hobby__user_topic_scores": "user_id", "hobby__topic_audiences": "topic_id"}
    for table, key in tables.items():
        change(warehouse_file, late.format(table, key, table))
    assert publish(folder) is None
    for table in tables:
        rows = pd.read_parquet(folder / f"{table}.parquet")
        keys = list(rows.columns[:2])
        assert rows[keys].equals(rows[keys].sort_values(keys, ignore_index=True))
