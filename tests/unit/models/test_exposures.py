"""Exposures lead to files that a command of this project writes."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.unit.models.conftest import ROOT

CODE = {"hobby_profiles_report": "report", "audience_export": "campaigns"}


def own_exposures(manifest: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {exposure["name"]: exposure for exposure in manifest["exposures"].values()}


def test_an_exposure_has_an_owner_a_command_a_file_and_public_marts(
    manifest: dict[str, Any],
) -> None:
    exposures = own_exposures(manifest)
    assert len(exposures) == 3
    for exposure in exposures.values():
        assert "@" in exposure["owner"]["email"]
        program, verb = exposure["config"]["meta"]["command"].split()
        assert program == "hobby-profiles"
        assert (ROOT / "python/hobby_profiles/app/commands" / f"{verb}.py").is_file()
        assert exposure["config"]["meta"]["path"]
        for key in exposure["depends_on"]["nodes"]:
            assert manifest["nodes"][key]["path"].startswith("marts/")
            assert manifest["nodes"][key]["access"] == "public"


@pytest.mark.parametrize("name", CODE)
def test_an_exposure_names_the_marts_that_its_code_reads(
    manifest: dict[str, Any], name: str
) -> None:
    folder = ROOT / "python" / "hobby_profiles" / CODE[name]
    code = "".join(file.read_text() for file in folder.glob("*.py"))
    named = own_exposures(manifest)[name]["depends_on"]["nodes"]
    assert set(re.findall(r"marts\.(hobby__\w+)", code)) == {key.split(".")[-1] for key in named}
