"""A publication of the small warehouse of unit tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from hobby_profiles.app.cli import cli


@pytest.fixture
def published(warehouse_file: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "published"
    assert CliRunner().invoke(cli, ["publish", str(folder)]).exit_code == 0
    return folder
