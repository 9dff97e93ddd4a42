"""The user side on another engine than DuckDB: what is handed over, built and compared.

A shop would move the right side of the wall the same way: staging and the wall's tables are
handed over, then ``dbt build`` runs the very same SQL models and data tests there. Which tables
these are is read from dbt's manifest, so that a new model is checked without being listed.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import yaml
from dbt.cli.main import dbtRunner
from dbt.contracts.graph.manifest import Manifest
from dbt.contracts.graph.nodes import ModelNode

ROOT = Path(__file__).resolve().parents[2]
SELECT = (
    "path:models/engagement path:models/journeys path:models/campaigns path:models/analysis"
    " path:models/preferences path:models/personas path:models/recommendations"
    " path:models/marts/profiles path:models/marts/marketing path:models/marts/customers"
    " path:models/marts/personas path:models/marts/recommendations"
    " int_hobby__profile_failures hobby__profile_health hobby__journey_health"
).split()
#: It reads the rejected rows of all inputs, of products too, and stays with staging.
EXCLUDE = ["int_hobby__rejected_rows"]
#: Engines add in different orders; figures are stored with six decimals.
TOLERANCE = 2e-6


@dataclass(frozen=True)
class Table:
    """A table of the last build: where it lies and the columns that tell its rows apart."""

    schema: str
    name: str
    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class UserSide:
    """What another engine needs first, what it builds, and what of that is compared."""

    handed_over: list[Table]
    seeds: list[str]
    settings: str
    schemas: list[str]
    marts: list[Table]


def last_build() -> Path:
    """The DuckDB file of the last build; exits with what to do where there is none."""
    path = Path(os.environ.get("HOBBY_DUCKDB_PATH", ROOT / "hobby_profiles.duckdb")).resolve()
    if not path.exists():
        sys.exit(f"There is no {path}. Run `make build` first: the check starts from its tables.")
    return path


def fresh_folder(engine: str) -> Path:
    """An empty folder under ``target/`` for all that a check writes."""
    work = ROOT / "target" / engine
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    return work


def dbt(engine: str, work: Path, command: str, *options: str) -> object:
    """Runs a dbt command on an engine and returns its result; exits if it fails."""
    outcome = dbtRunner().invoke(
        [command, "--project-dir", str(ROOT), "--profiles-dir", str(Path(__file__).parent),
         "--target", engine, "--target-path", str(work / "dbt"), "--log-path", str(work / "logs"),
         *options]
    )  # fmt: skip
    if not outcome.success:
        sys.exit(f"dbt {command} failed on {engine}; see above.")
    return outcome.result


def user_side(engine: str, work: Path, database: Path) -> UserSide:
    """The user side as dbt's manifest tells it, with the settings of the last build."""
    manifest = dbt(engine, work, "parse", "--quiet")
    listed = dbt(
        engine, work, "ls", "--quiet", "--resource-type", "model", "--resource-type", "test",
        "--output", "json", "--output-keys", "unique_id",
        "--select", *SELECT, "--exclude", *EXCLUDE,
    )  # fmt: skip
    assert isinstance(manifest, Manifest) and isinstance(listed, list)
    built = {name.split('"')[3] for name in listed}
    parents = {key for name in built for key in manifest.nodes[name].depends_on_nodes} - built
    models = [manifest.nodes[name] for name in sorted(built) if name.startswith("model.")]
    return UserSide(
        handed_over=[
            Table(manifest.nodes[key].schema, manifest.nodes[key].name)
            for key in sorted(parents)
            if key.startswith("model.")
        ],
        seeds=[manifest.nodes[key].name for key in sorted(parents) if key.startswith("seed.")],
        settings=_settings(database),
        schemas=sorted({node.schema for node in models}),
        marts=[
            Table(node.schema, node.name, _keys(manifest, node))
            for node in models
            if node.path.startswith("marts/")
        ],
    )


def _settings(database: Path) -> str:
    settings: dict[str, object] = {}
    scoring: dict[str, object] = {}
    with duckdb.connect(str(database), read_only=True) as connection:
        for name, value in connection.execute("from marts.hobby__settings").fetchall():
            group, _, constant = name.partition(".")
            if constant:
                scoring[constant] = yaml.safe_load(value)
            else:
                settings[group] = yaml.safe_load(value) if value else value
    return json.dumps(settings | {"hobby__scoring": scoring}, default=str)


def _keys(manifest: Manifest, model: object) -> tuple[str, ...]:
    """The columns that the model's own test says are unique together."""
    assert isinstance(model, ModelNode)
    for test in manifest.nodes.values():
        meta = getattr(test, "test_metadata", None)
        if meta and test.attached_node == model.unique_id:
            if meta.name == "hobby__sound_rows" and meta.kwargs.get("key"):
                return tuple(meta.kwargs["key"])
    sys.exit(f"{model.name} has no test that says what tells its rows apart; add one.")


def build(engine: str, work: Path, side: UserSide) -> None:
    """Builds and tests the user side on the engine."""
    dbt(
        engine, work, "build", "--exclude-resource-type", "unit_test",
        "--vars", side.settings, "--select", *SELECT, *side.seeds, "--exclude", *EXCLUDE,
    )  # fmt: skip


def compare(database: Path, side: UserSide, read: Callable[[Table, dict[str, str]], str]) -> None:
    """Prints how many rows of each mart differ, and exits with 1 if any does.

    A row differs if only one engine has it, or if its figures differ beyond rounding.

    database: the DuckDB file of the build.
    read: gives what DuckDB reads the engine's table from, by the table and its types of columns.
    """
    found = {}
    with duckdb.connect(str(database), read_only=True) as connection:
        connection.execute("set timezone = 'UTC'")
        for table in side.marts:
            described = connection.execute(f"describe {table.schema}.{table.name}").fetchall()
            columns = {name: kind for name, kind, *_ in described}
            unlike = " or ".join(_unlike(name, kind) for name, kind in columns.items())
            found[table.name], rows = connection.execute(
                f"select count(*) filter (where {unlike}), count(*)"
                f" from {table.schema}.{table.name} as ours"
                f" full join {read(table, columns)} as theirs using ({', '.join(table.keys)})"
            ).fetchall()[0]
            print(f"{table.name}: {found[table.name]} of {rows} rows differ")
    sys.exit(1 if any(found.values()) else 0)


def _unlike(name: str, kind: str) -> str:
    ours, theirs = f"ours.{name}", f"theirs.{name}"
    if kind == "DOUBLE":
        return f"coalesce(abs({ours} - {theirs}) > {TOLERANCE}, {ours} is distinct from {theirs})"
    if kind.startswith("TIMESTAMP"):
        return f"cast({ours} as timestamp) is distinct from cast({theirs} as timestamp)"
    return f"{ours} is distinct from {theirs}"
