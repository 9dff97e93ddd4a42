"""What the commands make of their options."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from hobby_profiles.app.evaluate.options.scores import request_of
from hobby_profiles.core.errors import InputError


def arguments(variables: str) -> dict[str, Any]:
    return {
        "data_dir": Path("shop"),
        "as_of": datetime(2022, 6, 30),
        "horizon_days": 90,
        "database": None,
        "json_path": None,
        "docs_name": None,
        "variables": variables,
    }


def test_settings_are_read_as_dbt_reads_them():
    request = request_of(arguments("{hobby__half_life_days: 90}"))
    assert request.variables == {"hobby__half_life_days": 90}
    assert request.as_of == date(2022, 6, 30)


@pytest.mark.parametrize("text", ["hobby__half_life_days", "[1, 2]", "{a: "])
def test_settings_that_are_no_mapping_say_how_to_write_them(text):
    with pytest.raises(InputError, match="no mapping of settings"):
        request_of(arguments(text))
