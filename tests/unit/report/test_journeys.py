"""Journeys on the report's cards."""

from __future__ import annotations

from pathlib import Path

from hobby_profiles.core.tables import open_warehouse
from hobby_profiles.report.journeys import read_timelines, stage_in_words


def test_journeys_that_go_on_stand_in_the_window(warehouse_file: Path) -> None:
    with open_warehouse(warehouse_file) as warehouse:
        found = read_timelines(warehouse, ["ann", "bob", "nobody"])
    [span] = found["ann"]
    assert stage_in_words(span.line) == "ongoing, evergreen"
    assert 0 <= span.left < 100 and 20 < span.width < 30
    assert "bob" not in found or not found["bob"]
