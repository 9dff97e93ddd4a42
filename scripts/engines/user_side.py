"""The user side on another engine than DuckDB: handed over, built there and compared.

It goes the way a shop's would: ``hobby-profiles handover`` writes the tables and says what to
build, then ``dbt build`` runs the very same SQL models and data tests there. A new model is
checked without being listed.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
from dbt.cli.main import dbtRunner

ROOT = Path(__file__).resolve().parents[2]
#: Engines add in different orders; figures are stored with six decimals.
TOLERANCE = 2e-6


@dataclass(frozen=True)
class Handover:
    """What ``hobby-profiles handover`` wrote: a folder, and what its manifest says."""

    folder: Path
    told: dict[str, Any]

    @property
    def relations(self) -> list[str]:
        """The tables handed over, as the build calls them."""
        return [table["relation"] for table in self.told["tables"].values()]

    def statements(self, name: str) -> list[str]:
        """The SQL statements of one of its files."""
        lines = (self.folder / name).read_text().splitlines()
        text = "\n".join(line for line in lines if not line.startswith("--"))
        return [statement for statement in text.split(";\n") if statement.strip()]


def read_handover(folder: Path) -> Handover:
    """What lies in a folder that a handover was written into."""
    return Handover(folder, json.loads((folder / "manifest.json").read_text()))


def last_build() -> Path:
    """The DuckDB file of the last build; exits with what to do where there is none."""
    path = Path(os.environ.get("HOBBY_DUCKDB_PATH", ROOT / "hobby_profiles.duckdb")).resolve()
    if not path.exists():
        sys.exit(f"There is no {path}. Run `make build` first: the check starts from its tables.")
    return path


def hand_over(database: Path, work: Path) -> Handover:
    """Hands the last build over; exits if that fails."""
    folder = work / "handover"
    command = [
        *(str(ROOT / ".venv" / "bin" / "hobby-profiles"), "handover", str(folder)),
        *("--project-dir", str(ROOT), "--profiles-dir", str(ROOT)),
    ]
    environment = os.environ | {
        "HOBBY_DUCKDB_PATH": str(database),
        "PYTHONPATH": str(ROOT / "python"),
    }
    if subprocess.run(command, env=environment, check=False).returncode:
        sys.exit("The last build could not be handed over; see above.")
    return read_handover(folder)


def fresh_folder(engine: str) -> Path:
    """An empty folder under ``target/`` for all that a check writes."""
    work = ROOT / "target" / engine
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    return work


def build(target: str, profiles: Path, work: Path, handover: Handover, *options: str) -> None:
    """Builds and tests the user side on a target of a profile; exits if dbt fails."""
    outcome = dbtRunner().invoke(
        ["build", "--project-dir", str(ROOT), "--profiles-dir", str(profiles), "--target", target,
         "--target-path", str(work / "dbt"), "--log-path", str(work / "logs"),
         "--exclude-resource-type", "unit_test", *options,
         "--vars", json.dumps(handover.told["vars"]), "--select", *handover.told["select"],
         "--exclude", *handover.told["exclude"]]
    )  # fmt: skip
    if not outcome.success:
        sys.exit(f"dbt build failed on {target}; see above.")


def _keys(work: Path) -> dict[str, list[str]]:
    """The columns that each model's own test says are unique together."""
    nodes = json.loads((work / "dbt" / "manifest.json").read_text())["nodes"]
    tests = [node for node in nodes.values() if node.get("attached_node")]
    return {
        test["attached_node"].split(".")[-1]: test["test_metadata"]["kwargs"]["key"]
        for test in tests
        if test["test_metadata"]["name"] == "hobby__sound_rows"
        and test["test_metadata"]["kwargs"].get("key")
    }


def compare(
    database: Path, work: Path, handover: Handover, read: Callable[[str, dict[str, str]], str]
) -> dict[str, int]:
    """Prints how many rows of each mart differ, and returns it.

    A row differs if only one engine has it, or if its figures differ beyond rounding.

    database: the DuckDB file of the build.
    read: gives what DuckDB reads the engine's mart from, by its name and its types of columns.
    """
    found = {}
    keys = _keys(work)
    with duckdb.connect(str(database), read_only=True) as connection:
        connection.execute("set timezone = 'UTC'; set memory_limit = '5GB'; set threads = 2")
        for mart, relation in handover.told["marts"].items():
            name = mart.split(".")[-1]
            if name not in keys:
                sys.exit(f"{name} has no test that says what tells its rows apart; add one.")
            described = connection.execute(f"describe {relation}").fetchall()
            columns = {name: kind for name, kind, *_ in described}
            unlike = " or ".join(_unlike(name, kind) for name, kind in columns.items())
            found[name], rows = connection.execute(
                f"select count(*) filter (where {unlike}), count(*) from {relation} as ours"
                f" full join {read(mart, columns)} as theirs using ({', '.join(keys[name])})"
            ).fetchall()[0]
            print(f"{name}: {found[name]} of {rows} rows differ", flush=True)
    return found


def _unlike(name: str, kind: str) -> str:
    ours, theirs = f"ours.{name}", f"theirs.{name}"
    if kind == "DOUBLE":
        return f"coalesce(abs({ours} - {theirs}) > {TOLERANCE}, {ours} is distinct from {theirs})"
    if kind.startswith("TIMESTAMP"):
        return f"cast({ours} as timestamp) is distinct from cast({theirs} as timestamp)"
    return f"{ours} is distinct from {theirs}"
