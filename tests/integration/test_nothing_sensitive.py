"""A shop that sells what must be told of nobody, beside what looks like it and is harmless."""

from __future__ import annotations

import csv
import html
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from .conftest import ROOT, Build, run_dbt

TITLES = list(csv.DictReader((ROOT / "tests/unit/labels/screened_titles.csv").open()))
CATALOGUE = ("hobby__products", "hobby__product_attributes", "hobby__product_neighbours")
"""What the shop sells, whoever buys it."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Each title has a buyer of its own, and three who buy everything."""
    folder = tmp_path_factory.mktemp("sensitive")
    shop = folder / "shop"
    shop.mkdir()
    with duckdb.connect() as connection:
        connection.execute("create table titles (product_id varchar, title varchar)")
        connection.executemany(
            "insert into titles values (?, ?)",
            [(f"P{number:04}", row["title"]) for number, row in enumerate(TITLES)],
        )
        connection.execute(
            "copy (select product_id, title as product_name, '' as category_path from titles)"
            f" to '{shop / 'products.parquet'}'"
        )
        connection.execute(
            "copy (select coalesce(everything, product_id) as user_id, product_id,"
            " timestamp '2024-01-05' + to_days((month * 30)::int) as event_at, 1 as quantity,"
            " 10.0 as amount from titles, range(4) as months (month),"
            " (values (null), ('all1'), ('all2'), ('all3')) as buyers (everything))"
            f" to '{shop / 'events.parquet'}'"
        )
    build = run_dbt(
        folder,
        "build",
        *"--resource-type model seed snapshot".split(),
        variables={
            "hobby__data_dir": str(shop),
            "hobby__min_audience_size": 1,
            "hobby__max_user_share": 1,
        },
    )
    assert build.returncode == 0, build.output[-4000:]
    return build


def of_topic(is_harmless: bool) -> dict[str, str]:
    return {
        f"P{number:04}": row["title"]
        for number, row in enumerate(TITLES)
        if (row["topic"] == "harmless") == is_harmless
    }


@pytest.mark.slow
def test_no_mart_about_people_holds_a_sensitive_title(built: Build) -> None:
    titles = list(of_topic(is_harmless=False).values())
    assert len(titles) >= 120
    columns = built.rows(
        "select table_name, column_name from duckdb_columns() where schema_name = 'marts'"
        f" and table_name not in {CATALOGUE}"
    )
    query = " union all ".join(
        f"select '{table}.{column}', cast(\"{column}\" as varchar) from marts.{table}"
        for table, column in columns
    )
    with duckdb.connect(str(built.database), read_only=True) as connection:
        shown = connection.execute(
            f"select distinct place, title from ({query}) as cells (place, text)"
            " inner join (select unnest(?) as title) on contains(text, title)",
            [titles],
        ).fetchall()
    assert shown == []


@pytest.mark.slow
def test_who_buys_only_what_is_sensitive_has_no_topic(built: Build) -> None:
    only_sensitive = set(of_topic(is_harmless=False))
    for told in (
        "hobby__user_profiles",
        "hobby__topic_audiences",
        "hobby__user_recommendations where source <> 'popular'",
    ):
        users = {user for (user,) in built.rows(f"select distinct user_id from marts.{told}")}
        assert users & only_sensitive == set(), told


@pytest.mark.slow
def test_what_is_harmless_keeps_its_topics(built: Build) -> None:
    sensitive = built.rows(
        "select product_id from labels.int_hobby__product_sensitivity where is_sensitive"
    )
    assert {product for (product,) in sensitive} & set(of_topic(is_harmless=True)) == set()


@pytest.mark.slow
def test_no_page_and_no_explanation_names_a_sensitive_title(built: Build, tmp_path: Path) -> None:
    program = str(Path(sys.executable).with_name("hobby-profiles"))
    environment = {**os.environ, "HOBBY_DUCKDB_PATH": str(built.database)}
    page = tmp_path / "report.html"
    written = ""
    for command in (["report", "--output", str(page)], ["explain", "all1"], ["show"]):
        result = subprocess.run(
            [program, *command], cwd=ROOT, env=environment, capture_output=True, text=True
        )
        assert result.returncode == 0, (command, result.stderr)
        written += " ".join(result.stdout.split())
    written += html.unescape(page.read_text())
    assert [title for title in of_topic(is_harmless=False).values() if title in written] == []
