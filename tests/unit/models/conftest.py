"""dbt's manifest of the project, parsed once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    target = tmp_path_factory.mktemp("manifest")
    result = subprocess.run(
        [str(Path(sys.executable).with_name("dbt")), "parse", "--quiet", "--no-partial-parse"],
        cwd=ROOT,
        env={
            **os.environ,
            "HOBBY_DUCKDB_PATH": str(target / "empty.duckdb"),
            "DBT_TARGET_PATH": str(target),
            "DBT_LOG_PATH": str(target),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    parsed: dict[str, Any] = json.loads((target / "manifest.json").read_text())
    return parsed
