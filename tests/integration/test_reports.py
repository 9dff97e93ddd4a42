"""The reports on the demo shop: they show what the marts hold, and the numbers add up."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hobby_profiles.app.cli import cli
from hobby_profiles.core.tables import PATH_VARIABLE, open_warehouse
from hobby_profiles.report import explanation, readings
from hobby_profiles.report.place import read_support

from .conftest import Build

pytestmark = pytest.mark.slow


@pytest.fixture
def command(demo: Build, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv(PATH_VARIABLE, str(demo.database))
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Result:
        result = CliRunner().invoke(cli, list(arguments))
        assert result.exit_code == 0, result.output
        return result

    return run


def test_first_result_shows_three_people_a_topic_and_a_collection(command):
    text = command("show").output
    assert text.count("Profile of user") == 3
    assert text.count("Best users for the topic") == 1
    assert text.count("Best users for the collection") == 1
    assert max(len(line) for line in text.splitlines()) <= 100


def test_scores_of_the_demo_add_up_again_from_the_tables_below(demo):
    with open_warehouse(demo.database) as warehouse:
        settings = explanation.ScoreSettings.of_build(readings.read_settings(warehouse))
        # Every profile of the first users, and topics outside of any profile.
        pairs = warehouse.rows(
            """
            (select user_id, topic_id from marts.hobby__user_profiles
            order by user_id, profile_rank limit 40)
            union all
            (select user_id, topic_id from marts.hobby__user_topic_scores
            order by md5(user_id || topic_id) limit 20)
            """
        )
        assert len(pairs) == 60
        for pair in pairs:
            standing = explanation.read_standing(warehouse, pair.user_id, pair)
            _, propensity = explanation.scorecard(warehouse, standing)
            assert propensity.agrees, (pair, propensity)
            for score in (explanation.audience_score, explanation.profile_score):
                assert score(standing, settings).agrees, (pair, score)
            stored = (standing.recency_score, standing.frequency_score, standing.monetary_score)
            worked_out = [part.value for part in explanation.percentiles(standing)][:3]
            assert worked_out == pytest.approx(stored, abs=1e-6)
            support = read_support(warehouse, standing, settings)
            assert support.result is None or support.result.agrees, (pair, support)


def test_report_is_one_page_that_needs_nothing_else(command, tmp_path):
    command("report", "--output", "report.html")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert not re.search(r"<(script|link|img|iframe)[^>]*(src|href)=", page)
    assert page.count('<article class="card" aria-labelledby') == 9


def test_suites_pass_on_the_demo(command):
    assert "Failed:" not in command("validate", "--docs", "docs").output
