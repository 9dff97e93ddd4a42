from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from hobby_profiles.dbt_plugin import refuse_if_open_elsewhere

HOLD = """
import duckdb, sys
connection = duckdb.connect(sys.argv[1], read_only=True)
print("open", flush=True)
sys.stdin.read()
"""


def test_a_build_says_who_reads_the_database_and_what_to_do(tmp_path: Path) -> None:
    database = tmp_path / "shop.duckdb"
    duckdb.connect(str(database)).close()
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(database)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as reader:
        assert reader.stdout is not None
        reader.stdout.readline()
        with pytest.raises(RuntimeError) as raised:
            refuse_if_open_elsewhere(database)
        reader.communicate("")
    assert f"(process {reader.pid}) has it open: close it there" in str(raised.value)
    refuse_if_open_elsewhere(database)


def test_a_database_that_is_not_there_yet_is_free(tmp_path: Path) -> None:
    refuse_if_open_elsewhere(tmp_path / "new.duckdb")
    assert not (tmp_path / "new.duckdb").exists()
