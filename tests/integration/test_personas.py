"""A shop's own set of personas, and a budget of users who are read."""

from __future__ import annotations

import shutil

import duckdb
import pytest

from .conftest import Build, run_dbt

pytestmark = pytest.mark.slow

_SELECT = [
    "stg_hobby__personas",
    "stg_hobby__persona_signals",
    "int_hobby__persona_topics_matched",
    "hobby__persona_topics",
    "path:models/personas",
    "path:models/marts/personas",
]
_ODDS = "select * from personas.int_hobby__persona_odds order by all"
_ROWS = "select user_id, persona_id, affinity from marts.hobby__user_personas order by all"


@pytest.fixture(scope="module")
def folder(small_build: Build, tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("personas")
    shutil.copy(small_build.database, folder / small_build.database.name)
    with duckdb.connect(str(folder / small_build.database.name)) as connection:
        connection.execute("create schema brought")
        connection.execute(
            "create table brought.personas as select * from (values "
            "('animals', 'Animal People', 'Lives with animals.'), "
            "('makers', 'Makers', 'Makes things.')) as t(persona_id, persona_name, definition)"
        )
        connection.execute(
            "create table brought.signals as select * from (values "
            "('animals', 'topic', 'Pets', 'for', 1.0), "
            "('makers', 'topic', 'handicraft', 'for', 1.0), "
            "('makers', 'topic', 'no such thing 4711', 'for', 1.0), "
            "('makers', 'topic_kind', 'activity', 'for', 0.9)) "
            "as t(persona_id, signal_kind, signal_value, direction, weight)"
        )
    return folder


def build(folder, small_build: Build, **settings) -> Build:
    variables = small_build.variables | {
        "hobby__personas": "brought.personas",
        "hobby__persona_signals": "brought.signals",
        "hobby__min_persona_affinity": 0.1,
        **settings,
    }
    built = run_dbt(
        folder, "build", "--resource-type", "model", "--select", *_SELECT, variables=variables
    )
    assert built.returncode == 0, built.output[-4000:]
    return built


def test_a_shop_brings_its_own_personas_and_reads_a_part_of_its_users(folder, small_build):
    exact = build(folder, small_build, hobby__persona_label_share=0.4)
    rows, odds = exact.rows(_ROWS), exact.rows(_ODDS)
    assert {row[1] for row in rows} <= {"animals", "makers"}
    assert exact.rows("select count(*) from marts.hobby__persona_summary") == [(2,)]
    read, users = exact.rows(
        "select (select count(distinct user_id) from personas.int_hobby__persona_labels), "
        "(select count(*) from personas.int_hobby__persona_users)"
    )[0]
    assert read == -(-users * 4 // 10)
    health = "select tried_user_count, is_used from marts.hobby__persona_health"
    [(tried, is_used)] = exact.rows(health)
    sources = exact.rows("select distinct persona_source from marts.hobby__user_personas")
    assert tried == read
    assert {name for (name,) in sources} == ({"evidence", "walk"} if is_used else {"evidence"})
    rough = build(
        folder, small_build, hobby__persona_label_share=0.4, hobby__persona_walk_error=0.6
    )
    assert rough.rows(_ODDS) != odds
