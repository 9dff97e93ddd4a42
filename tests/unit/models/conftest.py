"""dbt's manifest of the project, parsed once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.integration.conftest import parsed

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    written = tmp_path_factory.mktemp("manifest") / "manifest.json"
    parsed().write(str(written))
    read: dict[str, Any] = json.loads(written.read_text())
    return read
