"""The search for settings on a small shop: real builds, ended and gone on with."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from hobby_profiles.app.cli import cli
from hobby_profiles.evaluation.scores import build

from .conftest import ROOT, Build, run_command

pytestmark = pytest.mark.slow


def in_this_process(
    command: Sequence[str], env: Mapping[str, str], **_: Any
) -> subprocess.CompletedProcess[str]:
    """Run dbt's command with the project that this process has parsed already."""
    ours = {name: env[name] for name in ("HOBBY_DUCKDB_PATH", "DBT_TARGET_PATH", "DBT_LOG_PATH")}
    variables = json.loads(command[command.index("--vars") + 1])
    returncode, output = run_command(list(command[1:]), ours, variables)
    return subprocess.CompletedProcess(command, returncode, output, "")


def test_trials_are_built_kept_and_written(
    small_build: Build, small_shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(build, "subprocess", SimpleNamespace(run=in_this_process))
    # The file's name is that of the database in the parsed project.
    database = tmp_path / small_build.database.name
    shutil.copy(small_build.database, database)
    out = tmp_path / "tuned.yml"
    arguments = ["evaluate", "tune", "--data-dir", str(small_shop), "--as-of", "2022-03-31"]
    arguments += ["--reporting-date", "2022-06-30", "--database", str(database), "--out", str(out)]
    arguments += ["--storage", str(tmp_path / "trials.sqlite")]
    refused = CliRunner().invoke(cli, [*arguments, "--horizon-days", "92"])
    assert refused.exit_code != 0
    assert "Choose an --as-of up to 2022-03-30" in str(refused.output) + str(refused.exception)
    for trials in ("1", "2"):
        result = CliRunner().invoke(cli, [*arguments, "--trials", trials])
        assert result.exit_code == 0, (result.output, result.exception)
        assert result.output.count(" with {") == 1
    assert set(yaml.safe_load(out.read_text())["hobby__scoring"]) > {"repeat_min_share"}
    assert "# trials: 2" in out.read_text()
