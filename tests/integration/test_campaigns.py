"""Campaigns: command and mart say the same, held out stays so, the suppressed are absent."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from hobby_profiles.app.cli import cli
from hobby_profiles.campaigns.names import find_rule
from hobby_profiles.campaigns.rules import Terms, audience_sql
from hobby_profiles.core.tables import open_warehouse

from .conftest import ROOT, Build

pytestmark = pytest.mark.slow

COLUMNS = (
    "user_id, audience_rank, affinity_band, affinity_score, audience_score, reason, "
    "reason_topic_id, is_holdout, is_suppressed, suppressed_because"
)
MODELS = (
    "stg_hobby__contacts stg_hobby__campaigns stg_hobby__campaign_rules int_hobby__campaign_rules "
    "int_hobby__campaign_matches int_hobby__campaign_users int_hobby__user_contacts "
    "int_hobby__campaign_audiences int_hobby__user_summary hobby__users hobby__settings "
    "hobby__campaign_audiences"
).split()
CAMPAIGN = "eighties_night"


def audience(build: Build) -> list[tuple[object, ...]]:
    return build.rows(
        f"select {COLUMNS} from marts.hobby__campaign_audiences "
        f"where campaign_id = '{CAMPAIGN}' order by audience_rank"
    )


def held_out(build: Build) -> dict[object, object]:
    return {row[0]: row[7] for row in audience(build)}


@pytest.fixture(scope="module")
def rebuild(demo: Build, dbt: Callable[..., Build], tmp_path_factory: pytest.TempPathFactory):
    """Build the campaigns of the demo anew on a copy, after a change of the copy."""

    def run(change: str, **variables: object) -> Build:
        folder = tmp_path_factory.mktemp("campaigns")
        shutil.copy(demo.database, folder)
        with duckdb.connect(str(folder / demo.database.name)) as connection:
            connection.execute(change)
        given = {f"hobby__{name}": value for name, value in variables.items()}
        build = dbt(folder, "run", "--select", *MODELS, variables=demo.variables | given)
        assert build.returncode == 0, build.output[-3000:]
        return build

    return run


@pytest.fixture(scope="module")
def contacted(demo: Build, rebuild: Callable[..., Build]) -> Build:
    """The first user was sent something yesterday, the second often, in other letters."""
    first, second = (str(row[0]) for row in audience(demo)[:2])
    rows = [f"('{first.lower()}', '2022-12-29')"]
    rows += [f"('{second.lower()}', '2022-12-{day:02}')" for day in (1, 2, 3)]
    return rebuild(
        "create table main.sent as select * from (values "
        + ", ".join(rows)
        + ") as sent (user_id, sent_at)",
        contacts="main.sent",
        max_contacts=3,
        suppress_days=7,
    )


def test_the_demo_has_campaigns(demo: Build) -> None:
    sizes = demo.rows(
        "select campaign_id, user_count, problem from marts.hobby__campaign_sizes "
        "where size_of = 'campaign' and affinity_from = 'low' order by campaign_id"
    )
    assert [row[0] for row in sizes] == ["cat_not_dog", CAMPAIGN, "new_parents_tea"]
    assert sizes[1][1] >= 20 and sizes[1][2] is None
    assert sizes[2][1] < 20 and sizes[2][2] == "too_small"


def test_the_command_and_the_mart_say_the_same(contacted: Build) -> None:
    with (ROOT / "seeds/demo/campaign_rules.csv").open() as lines:
        asked = [row for row in csv.DictReader(lines) if row["campaign_id"] == CAMPAIGN]
    with open_warehouse(contacted.database) as warehouse:
        rules = [
            find_rule(
                warehouse, row["clause"], f"{row['kind']}:{row['name']}", row["min_affinity"], None
            )[0]
            for row in asked
        ]
        terms = Terms.of_build(warehouse.settings(), CAMPAIGN, 0.1, 14)
        sql = warehouse.named(audience_sql(rules, terms))
    mart = audience(contacted)
    assert contacted.rows(f"select {COLUMNS} from ({sql}) order by audience_rank") == mart
    assert {row[9] for row in mart} == {"contacted_recently", "contacted_too_often", None}


def test_held_out_stays_so_whoever_else_joins(demo: Build, rebuild: Callable[..., Build]) -> None:
    before = held_out(demo)
    assert 0 < sum(map(bool, before.values())) < len(before)
    joined = held_out(
        rebuild(
            """
            insert into engagement.int_hobby__user_topic_scores
            select * replace ('new' || user_id as user_id, audience_rank + 1000 as audience_rank)
            from engagement.int_hobby__user_topic_scores
            """
        )
    )
    assert len(joined) > len(before)
    assert {user: joined[user] for user in before} == before
    other = held_out(rebuild("select 1", holdout_salt="another", holdout_share=0.5))
    assert other != before


def test_the_suppressed_are_in_no_file(contacted: Build, tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOBBY_DUCKDB_PATH", str(contacted.database))
        result = CliRunner().invoke(
            cli,
            [
                *("audience", "--any", "Horror & monsters", "Sci-fi worlds", "80s nostalgia"),
                *("--name", CAMPAIGN, "--holdout", "20%", "--suppress-days", "14"),
                *("--export", str(tmp_path / "out.csv")),
            ],
        )
    assert result.exit_code == 0, result.output
    suppressed = {row[0] for row in audience(contacted) if row[8]}
    files = [tmp_path / "out.csv", tmp_path / "out.holdout.csv"]
    sent = [{row["user_id"] for row in csv.DictReader(file.open())} for file in files]
    assert suppressed and sent[0] and sent[1]
    assert not (sent[0] & sent[1]) and not ((sent[0] | sent[1]) & suppressed)
    manifest = json.loads((tmp_path / "out.csv.manifest.json").read_text())
    assert [file["rows"] for file in manifest["files"]] == [len(users) for users in sent]
    assert manifest["suppressed"] == len(suppressed)


def test_an_audience_that_is_too_small_is_not_exported(demo: Build, tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOBBY_DUCKDB_PATH", str(demo.database))
        result = CliRunner().invoke(
            cli, ["audience", "--any", "80s style", "--export", str(tmp_path / "out.csv")]
        )
    assert result.exit_code == 1
    assert "hobby__min_audience_size" in str(result.exception)
    assert not list(tmp_path.iterdir())
