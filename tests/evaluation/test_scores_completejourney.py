"""The shipped scores against what households bought next: builds the marts, takes a minute."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from hobby_profiles.app.cli import cli


@pytest.mark.slow
def test_scores_beat_the_baselines_on_completejourney(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("DBT_LOG_LEVEL_FILE", "none")
    runner = CliRunner()
    folder, database = str(tmp_path / "shop"), str(tmp_path / "scores.duckdb")
    prepared = runner.invoke(cli, ["evaluate", "prepare", "completejourney", folder])
    assert prepared.exit_code == 0, prepared.output
    figures = {}
    for stage in ("profiles", "audiences"):
        path = tmp_path / f"{stage}.json"
        arguments = ["--data-dir", folder, "--as-of", "2017-09-30", "--horizon-days", "90"]
        arguments += ["--database", database, "--json", str(path)]
        result = runner.invoke(cli, ["evaluate", stage, *arguments])
        assert result.exit_code == 0, (result.output, result.exception)
        figures[stage] = json.loads(path.read_text())
    profiles, audiences = figures["profiles"], figures["audiences"]
    assert profiles["user_count"] == 2370
    assert profiles["topic_count"] == 136
    assert profiles["baseline_frequency_ndcg_at_10"] == pytest.approx(0.555, abs=0.001)
    assert profiles["ndcg_at_10"] >= 0.560
    assert profiles["ndcg_at_10_minus_frequency_ci_low"] > 0
    assert audiences["audience_lift_at_10pct"] >= 4.3
    assert audiences["prospect_lift_at_10pct"] >= 2.7
    assert audiences["ece"] <= 0.02
