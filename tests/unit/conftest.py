"""Fixtures that several areas share."""

from __future__ import annotations

from pathlib import Path

import pytest

from hobby_profiles.core.tables import PATH_VARIABLE
from tests.unit.warehouse import build_warehouse


@pytest.fixture
def warehouse_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small warehouse that the commands find by themselves."""
    path = build_warehouse(tmp_path / "shop.duckdb")
    monkeypatch.setenv(PATH_VARIABLE, str(path))
    monkeypatch.chdir(tmp_path)
    return path


@pytest.fixture
def empty_warehouse_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The warehouse of a shop without products and events."""
    path = build_warehouse(tmp_path / "empty.duckdb", empty=True)
    monkeypatch.setenv(PATH_VARIABLE, str(path))
    monkeypatch.chdir(tmp_path)
    return path
