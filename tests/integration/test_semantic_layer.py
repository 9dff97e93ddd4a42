"""What ``mf query`` answers is what plain SQL on the marts says."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import ROOT

BRANCHES = ["--where", "{{ Dimension('hobby_topic__depth') }} = 1"]
TOPIC = "hobby_topic__topic_path"
MONTH = "metric_time__month"


@pytest.fixture(scope="module")
def project(demo, dbt, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which ``mf`` finds the project, as it does beside ``target/`` after a build."""
    folder = tmp_path_factory.mktemp("semantic_layer")
    parsed = dbt(folder, "parse", own_process=True)
    assert parsed.returncode == 0, parsed.output[-3000:]
    for name in ("dbt_project.yml", "profiles.yml"):
        shutil.copy(ROOT / name, folder)
    return folder


@pytest.fixture
def answers(demo, project: Path, tmp_path: Path):
    def query(metrics: str, group_by: str, *options: str) -> list[tuple]:
        """Rows as (groups ..., figures ...): the grouping columns stand first in mf's file."""
        written = tmp_path / "answer.csv"
        result = subprocess.run(
            [str(Path(sys.executable).with_name("mf")), "query", "--metrics", metrics,
             "--group-by", group_by, *options, "--csv", str(written)],
            cwd=project,
            env={**os.environ, "HOBBY_DUCKDB_PATH": str(demo.database),
                 "DBT_PROFILES_DIR": str(project)},
            capture_output=True,
            text=True,
            check=False,
        )  # fmt: skip
        assert result.returncode == 0, (result.stdout + result.stderr)[-3000:]
        columns = [*group_by.split(","), *metrics.split(",")]
        with written.open() as lines:
            return sorted(
                tuple(row[name] if "__" in name else float(row[name]) for name in columns)
                for row in csv.DictReader(lines)
                if all(row[name] for name in metrics.split(","))
            )

    return query


def assert_same(answered: list[tuple], said: list[tuple]) -> None:
    assert len(said) > 10
    assert [row[0] for row in answered] == [row[0] for row in said]
    for ours, theirs in zip(answered, said, strict=True):
        assert ours[1:] == pytest.approx(theirs[1:])


def test_audience_sizes_and_mean_affinities_by_topic(demo, answers):
    answered = answers("hobby_audience_size,hobby_mean_affinity", TOPIC, *BRANCHES)
    said = demo.rows(
        """
        select topic_path, count(distinct user_id), avg(affinity_score)
        from marts.hobby__topic_audiences
        inner join marts.hobby__topics using (topic_id)
        where depth = 1
        group by topic_path
        """
    )
    assert_same(answered, sorted(said))


def test_growth_by_branch_over_a_year(demo, answers):
    answered = answers(
        "hobby_yearly_growth",
        f"{TOPIC},{MONTH}",
        *BRANCHES,
        "--where",
        "{{ TimeDimension('metric_time', 'month') }} = '2022-06-01'",
    )
    said = demo.rows(
        """
        select topic_path, months.user_count / before.user_count - 1
        from marts.hobby__topic_months as months
        inner join marts.hobby__topic_months as before
            on
                months.topic_id = before.topic_id
                and before.month_date = months.month_date - interval 1 year
        inner join marts.hobby__topics as topics on months.topic_id = topics.topic_id
        where topics.depth = 1 and months.month_date = date '2022-06-01'
        """
    )
    assert_same([(path, growth) for path, _, growth in answered], sorted(said))


def test_users_with_a_profile_in_a_topic(demo, answers):
    answered = answers("hobby_users_with_profile,hobby_mean_confidence", TOPIC)
    said = demo.rows(
        """
        select topic_path, count(distinct user_id), avg(confidence)
        from marts.hobby__user_profiles
        group by topic_path
        """
    )
    assert_same(answered, sorted(said))


def test_spend_and_events_by_month(demo, answers):
    answered = answers("hobby_monthly_events,hobby_monthly_spend", MONTH, *BRANCHES)
    said = demo.rows(
        """
        select cast(month_date as varchar) || ' 00:00:00', sum(event_count), sum(spend_amount)
        from marts.hobby__topic_months
        inner join marts.hobby__topics using (topic_id)
        where depth = 1
        group by month_date
        """
    )
    assert_same(answered, sorted((day, float(n), float(money)) for day, n, money in said))
