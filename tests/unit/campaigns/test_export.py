from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pandas as pd
import pytest

from hobby_profiles.campaigns.export import export_audience
from hobby_profiles.core.errors import InputError

AUDIENCE = pd.DataFrame(
    {
        "user_id": ["ann", "=cmd()", "bob", "cid"],
        "affinity_score": [0.5, -0.0, 0.25, 0.25],
        "reason": ["topic Chess", "topic +plus", "topic Chess", None],
        "is_holdout": [False, False, True, False],
        "is_suppressed": [False, False, False, True],
        "suppressed_because": [None, None, None, "contacted_recently"],
    }
)


def test_cells_that_a_spreadsheet_would_run_are_escaped(tmp_path: Path) -> None:
    manifest = export_audience(AUDIENCE, tmp_path / "out.csv", {"campaign": "c"})
    content = (tmp_path / "out.csv").read_bytes()
    assert content.decode() == (
        "user_id,affinity_score,reason\nann,0.5,topic Chess\n'=cmd(),-0.0,topic +plus\n"
    )
    assert (tmp_path / "out.holdout.csv").read_text().splitlines()[1:] == ["bob,0.25,topic Chess"]
    assert manifest == json.loads((tmp_path / "out.csv.manifest.json").read_text())
    assert manifest["suppressed"] == 1
    assert manifest["files"][0] == {
        "file": "out.csv",
        "rows": 2,
        "sha256": hashlib.sha256(content).hexdigest(),
        "escaped_cells": 1,
    }


def test_parquet_keeps_cells_as_they_are(tmp_path: Path) -> None:
    export_audience(AUDIENCE, tmp_path / "out.parquet", {})
    assert pd.read_parquet(tmp_path / "out.parquet")["user_id"].tolist() == ["ann", "=cmd()"]


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"\.csv or \.parquet"):
        export_audience(AUDIENCE, tmp_path / "out.xlsx", {})
