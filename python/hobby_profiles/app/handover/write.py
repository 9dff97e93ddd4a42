"""Writing what another engine needs: Parquet, the statements that register it, the dbt command."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import tempfile
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import yaml

from hobby_profiles.app.handover.user_side import UserSide
from hobby_profiles.core.errors import InputError
from hobby_profiles.core.sql import literal
from hobby_profiles.core.tables import Warehouse

MANIFEST = "manifest.json"
FORMAT = 1
"""Version of what is handed over: it rises when a reader of the files has to change."""

TABLES, RESULTS = "tables", "results"
_REGISTER, _BUILD, _PUBLISH = "register.sql", "build.sh", "publish.sql"
_OURS = {MANIFEST, TABLES, RESULTS, _REGISTER, _BUILD, _PUBLISH}
_TEXTS = ("shop_name", "currency", "holdout_salt")
"""Settings that are text, whatever they look like."""


def settings_of(warehouse: Warehouse) -> dict[str, Any]:
    """Return the settings of a build as dbt takes them in ``--vars``."""
    settings: dict[str, Any] = {}
    scoring: dict[str, Any] = {}
    for name, value in warehouse.settings().items():
        group, _, constant = name.partition(".")
        if constant:
            scoring[constant] = yaml.safe_load(value)
        else:
            is_text = name in _TEXTS or not value
            settings[f"hobby__{group}"] = value if is_text else yaml.safe_load(value)
    return settings | {"hobby__scoring": scoring}


def write_handover(
    warehouse: Warehouse,
    side: UserSide,
    folder: Path,
    *,
    shop: str,
    settings: Mapping[str, Any],
    location: str = "",
) -> dict[str, int]:
    """Write the tables and what an engine with dbt does with them, all or nothing.

    The folder gets ``tables/`` (a folder of Parquet for each), ``register.sql`` (makes schemas and
    tables over these files), ``build.sh`` (the dbt command), ``publish.sql`` (writes the marts as
    Parquet into ``results/``) and ``manifest.json``. Statements are those of Spark. Times become
    instants, as they are in Spark.

    An earlier handover of the same shop is replaced, with its results; no copy of it stays, so that
    who was erased since is gone from there.

    Args:
        warehouse: A build.
        side: What it takes, see `user_side`.
        folder: Where the files are to lie.
        shop: Name of the shop.
        settings: dbt variables of the build.
        location: Address at which the engine reads the folder; by default the folder itself.

    Returns:
        Rows of each table.

    Raises:
        InputError: If the folder holds other files or another shop's, cannot be written, or the
            build lacks a table.
    """
    folder = folder.absolute()
    _refuse_what_is_not_ours(folder, shop)
    address = (location or folder.as_uri()).rstrip("/")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
        try:
            rows = {table: _copy(warehouse, table, part / TABLES / table) for table in side.tables}
            [window] = warehouse.rows(
                "select as_of_date, window_start_date from staging.stg_hobby__as_of"
            )
            told = {
                "format": FORMAT,
                "hobby_profiles": version("hobby-profiles"),
                "shop": shop,
                "as_of_date": str(window.as_of_date),
                "window_start_date": str(window.window_start_date),
                "select": side.select,
                "exclude": side.exclude,
                "vars": settings,
                "schemas": side.schemas,
                "tables": {
                    table: {"relation": side.tables[table], "rows": rows[table]} for table in rows
                },
                "marts": side.marts,
            }
            (part / MANIFEST).write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
            for name, text in {
                _REGISTER: _register(side, address),
                _BUILD: _build(side, settings),
                _PUBLISH: _publish(side, address),
            }.items():
                (part / name).write_text(text, encoding="utf-8")
            part.chmod(0o755)
            shutil.rmtree(folder, ignore_errors=True)
            os.replace(part, folder)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    except OSError as error:
        raise InputError(f"{folder} cannot be written: {error.strerror}.") from None
    return rows


def _refuse_what_is_not_ours(folder: Path, shop: str) -> None:
    names = {file.name for file in folder.iterdir()} if folder.is_dir() else set()
    foreign = sorted(names - _OURS)
    advice = "Name a new folder, or one that an earlier handover of this shop made."
    if foreign or (names and MANIFEST not in names):
        raise InputError(
            f"{folder} holds other files ({', '.join((foreign or sorted(names))[:3])}) and is left "
            f"alone. {advice}"
        )
    if names:
        try:
            earlier = json.loads((folder / MANIFEST).read_text(encoding="utf-8")).get("shop")
        except (OSError, ValueError, AttributeError):
            earlier = None
        if earlier != shop:
            raise InputError(
                f"{folder} holds the handover of another shop ({earlier or 'unnamed'}; this build "
                f"is of {shop}) and is left alone. {advice}"
            )


def _copy(warehouse: Warehouse, table: str, folder: Path) -> int:
    folder.mkdir(parents=True)
    kinds = {row.column_name: row.column_type for row in warehouse.rows(f"describe {table}")}
    columns = ", ".join(
        f'cast("{name}" as timestamptz) as "{name}"' if kind == "TIMESTAMP" else f'"{name}"'
        for name, kind in kinds.items()
    )
    # Rejected rows, those of people who are left out among them, are nothing to the user side.
    kept = f"{table} where outcome <> 'rejected'" if "outcome" in kinds else table
    warehouse.copy_to(f"select {columns} from {kept}", folder / "rows.parquet")  # noqa: S608 - tables and columns of the build
    return int(warehouse.rows(f"select count(*) as size from {kept}")[0].size)  # noqa: S608 - a table of the build


def _register(side: UserSide, address: str) -> str:
    lines = ["-- Makes tables over the files beside this one: spark-sql -f register.sql"]
    lines += [f"create database if not exists {schema};" for schema in side.schemas]
    for table, relation in side.tables.items():
        lines += [
            f"drop table if exists {relation};",
            f"create table {relation} using parquet"
            f" location {literal(f'{address}/{TABLES}/{table}')};",
        ]
    return "\n".join(lines) + "\n"


def _build(side: UserSide, settings: Mapping[str, Any]) -> str:
    words = ["dbt", "build", "--exclude-resource-type", "unit_test"]
    words += ["--vars", json.dumps(settings), "--select", *side.select, "--exclude", *side.exclude]
    return (
        "#!/bin/sh\n"
        "# Builds and tests the user side, in the folder of the dbt project:\n"
        "#     sh build.sh --target spark\n"
        f'exec {shlex.join(words)} "$@"\n'
    )


def _publish(side: UserSide, address: str) -> str:
    lines = [f"-- Writes the marts as Parquet into {RESULTS}/: spark-sql -f publish.sql"]
    for mart, relation in side.marts.items():
        results = literal(f"{address}/{RESULTS}/{mart}")
        lines += [
            f"insert overwrite directory {results} using parquet",
            f"select * from {relation};",  # noqa: S608 - a table of the build
        ]
    return "\n".join(lines) + "\n"
