from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from click.testing import CliRunner

from hobby_profiles.app.cli import cli
from hobby_profiles.app.handover.user_side import user_side
from hobby_profiles.core.errors import InputError
from tests.unit.warehouse import ROOT, change

Nodes = dict[str, dict[str, Any]]


def node(path: str, *parents: str, kind: str = "model") -> dict[str, Any]:
    folder, _, name = path.rpartition(".")
    return {
        "package_name": "hobby_profiles",
        "resource_type": kind,
        "name": name,
        "fqn": ["hobby_profiles", *folder.split("."), name],
        "schema": folder.split(".")[0],
        "depends_on": {"nodes": list(parents)},
    }


@pytest.fixture
def nodes() -> Nodes:
    """Scores that read events and a seed; a measure and a test that read what stays behind."""
    return {
        "events": node("staging.stg_hobby__events"),
        "as_of": node("staging.stg_hobby__as_of"),
        "screened": node("staging.stg_hobby__events_screened"),
        "weights": node("reference.hobby__score_weights", kind="seed"),
        "labels": node("labels.int_hobby__labels_judged"),
        "scores": node("engagement.int_hobby__user_topic_scores", "events", "as_of", "weights"),
        "mart": node("marts.profiles.hobby__user_topic_scores", "scores"),
        "health": node("health.int_hobby__coverage_measures", "labels", "scores"),
        "inside": node("int_hobby__ranks_are_dense", "scores", kind="test"),
        "beyond": node("hobby__left_out_users", "mart", "screened", kind="test"),
    }


@pytest.fixture
def project(warehouse_file: Path, nodes: Nodes) -> Path:
    """The folder of a project that was built."""
    folder = warehouse_file.parent
    (folder / "dbt_project.yml").write_text("name: hobby_profiles\nprofile: hobby_profiles\n")
    (folder / "target").mkdir()
    (folder / "target" / "manifest.json").write_text(json.dumps({"nodes": nodes}))
    return folder


def handover(folder: Path, *options: str) -> BaseException | None:
    return CliRunner().invoke(cli, ["handover", str(folder), *options]).exception


def test_the_user_side_takes_what_its_models_read(nodes: Nodes) -> None:
    side = user_side(nodes)
    assert set(side.tables) == {"staging.stg_hobby__events", "staging.stg_hobby__as_of"}
    assert dict(side.marts) == {"marts.hobby__user_topic_scores": "marts.hobby__user_topic_scores"}
    assert side.select[-1] == "hobby__score_weights"
    assert "hobby_profiles.engagement" in side.select


def test_a_test_that_reads_who_was_left_out_stays_behind(nodes: Nodes) -> None:
    side = user_side(nodes)
    assert "hobby__left_out_users" in side.exclude
    assert "int_hobby__ranks_are_dense" not in side.exclude


def test_what_is_handed_over_is_what_was_built(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "hand over"
    assert handover(folder, "--location", "s3a://bucket/it's/") is None
    with duckdb.connect(str(project / "shop.duckdb"), read_only=True) as connection:
        connection.execute("set timezone = 'UTC'")
        file = folder / "tables" / "staging.stg_hobby__events" / "rows.parquet"
        counted = connection.execute(
            "select count(*), count(*) filter (where theirs.amount = ours.amount"
            " and cast(theirs.event_at as timestamp) = ours.event_at)"
            f" from staging.stg_hobby__events as ours join '{file}' as theirs using (event_id)"
        ).fetchall()
        [(kind,)] = connection.execute(
            f"select converted_type from parquet_schema('{file}') where name = 'event_at'"
        ).fetchall()
    assert counted == [(5, 5)]
    # An instant in Spark; without a zone it would be another type there.
    assert kind == "TIMESTAMP_MICROS"
    register = (folder / "register.sql").read_text()
    assert "location 's3a://bucket/it''s/tables/staging.stg_hobby__events';" in register
    build = (folder / "build.sh").read_text()
    assert "hobby_profiles.engagement" in build and "--exclude" in build
    told = json.loads((folder / "manifest.json").read_text())
    assert told["tables"]["staging.stg_hobby__events"]["rows"] == 5
    assert told["vars"]["hobby__min_audience_size"] == 2
    assert told["vars"]["hobby__scoring"] == {"thin_topic_users": 20}
    publish = (folder / "publish.sql").read_text()
    assert "results/marts.hobby__user_topic_scores' using parquet" in publish


def test_a_new_handover_takes_the_place_of_the_last(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    assert handover(folder) is None
    (folder / "results" / "marts.hobby__users").mkdir(parents=True)
    change(project / "shop.duckdb", "delete from staging.stg_hobby__events where user_id = 'ann'")
    assert handover(folder) is None
    assert not (folder / "results").exists()
    told = json.loads((folder / "manifest.json").read_text())
    assert told["tables"]["staging.stg_hobby__events"]["rows"] == 1
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".out")]


def test_rejected_rows_stay_behind(project: Path, nodes: Nodes, tmp_path: Path) -> None:
    change(
        project / "shop.duckdb",
        "create table staging.stg_hobby__events_screened as select * from (values"
        " ('ann', 'accepted'), ('zoe', 'rejected'), ('bob', 'return')) as t (user_id, outcome)",
    )
    nodes["scores"]["depends_on"]["nodes"].append("screened")
    (project / "target" / "manifest.json").write_text(json.dumps({"nodes": nodes}))
    assert handover(tmp_path / "out") is None
    file = tmp_path / "out" / "tables" / "staging.stg_hobby__events_screened" / "rows.parquet"
    assert set(pd.read_parquet(file)["user_id"]) == {"ann", "bob"}


def test_other_files_are_left_alone(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "letter.txt").write_text("dear")
    error = handover(folder)
    assert isinstance(error, InputError) and "letter.txt" in str(error)
    assert (folder / "letter.txt").read_text() == "dear"


def test_files_of_another_shop_are_left_alone(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    assert handover(folder) is None
    change(
        project / "shop.duckdb",
        "update marts.hobby__settings set setting_value = 'Other shop'"
        " where setting = 'hobby__shop_name'",
    )
    error = handover(folder)
    assert isinstance(error, InputError)
    assert "Test shop & sons" in str(error) and "Other shop" in str(error)
    assert json.loads((folder / "manifest.json").read_text())["shop"] == "Test shop & sons"


def test_without_a_build_it_says_what_to_do(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "target" / "manifest.json").unlink()
    error = handover(tmp_path / "out")
    assert isinstance(error, InputError) and "Run dbt build" in str(error)
    monkeypatch.setenv("HOBBY_DUCKDB_PATH", str(tmp_path / "none.duckdb"))
    error = handover(tmp_path / "out")
    assert isinstance(error, InputError) and "Build one with: dbt build" in str(error)
    assert not (tmp_path / "out").exists()


def test_a_table_that_was_not_built_leaves_no_folder(project: Path, tmp_path: Path) -> None:
    change(project / "shop.duckdb", "drop table staging.stg_hobby__events")
    error = handover(tmp_path / "out")
    assert isinstance(error, InputError) and "Build all models with: dbt build" in str(error)
    assert not (tmp_path / "out").exists()


def test_every_setting_the_user_side_reads_is_handed_over() -> None:
    folders = "engagement journeys campaigns analysis preferences personas recommendations marts"
    parts = [ROOT / "models" / folder for folder in folders.split()]
    parts += [ROOT / "macros" / folder for folder in ("scoring", "personas", "recommendations")]
    read = {
        name
        for part in parts
        for path in part.rglob("*.sql")
        for name in re.findall(r"var\('(hobby__\w+)'", path.read_text())
    }
    settings = (ROOT / "models/marts/monitoring/hobby__settings.sql").read_text()
    assert read - {"hobby__scoring"} == {name for name in read if f"'{name}'" in settings}
