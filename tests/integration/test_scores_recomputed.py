"""Descriptions and code say the same of scores and profiles."""

from __future__ import annotations

import duckdb
import pytest
import yaml

from .conftest import ROOT, Build
from .recomputed.compare import differences

pytestmark = pytest.mark.slow


def test_scores_and_profiles_are_what_the_descriptions_say(small_build: Build) -> None:
    settings = yaml.safe_load((ROOT / "dbt_project.yml").read_text())["vars"]
    with duckdb.connect(str(small_build.database), read_only=True) as connection:
        assert list(differences(connection, settings | small_build.variables)) == []
