"""Where a shop's table lies: a file, a model or seed of its project, a table of its database."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

import duckdb

from hobby_profiles.app.built import Build
from hobby_profiles.core.errors import InputError
from hobby_profiles.inputs.source import Request, find_source

ROW_PROBLEM = "hobby_row_problem"
"""Column of a CSV file's rows that says which have too many or too few fields."""


@dataclass(frozen=True)
class Table:
    """A table of the shop.

    Attributes:
        name: What it is, for people: in short.
        stated: The same with how it is read.
        relation: What a model selects from.
        columns: Its columns, as written.
        is_file: Whether it is read from a file, at each build.
        is_csv: Whether that is a CSV file, whose rows have a `ROW_PROBLEM`.
        source: Schema and table that have to be declared as a dbt source; empty if neither.
    """

    name: str
    stated: str
    relation: str
    columns: tuple[str, ...]
    is_file: bool = False
    is_csv: bool = False
    source: tuple[str, str] | None = None


def find_table(named: str, build: Build, encoding: str = "") -> Table:
    """Find what a shop calls by a path or a name.

    Args:
        named: Path of a file, or of a folder of parts; else the name of a model, seed or snapshot
            of the project, or ``schema.table`` of the database that its profile names.
        build: The project.
        encoding: Of a CSV file; empty finds it.

    Raises:
        InputError: If there is no such thing, or it cannot be read.
    """
    path = Path(named)
    if path.exists():
        return _file(path, build.project_dir, encoding)
    if path.suffix.lower() in {".csv", ".tsv", ".gz", ".parquet"} or not _has_project(build):
        raise InputError(
            f"There is no file {named}, seen from {Path.cwd()}. Name a .csv or .parquet file, or, "
            "in the folder of a dbt project, a model, a seed or a schema.table of its database."
        )
    node = build.relations(package=None).get(named)
    if node is not None:
        relation = f"{{{{ ref('{named}') }}}}"
        return Table(named, f"{named} of the project", relation, _columns(*node, build))
    schema, _, table = named.rpartition(".")
    columns = _columns(schema or "main", table, build)
    relation = f"{{{{ source('{schema or 'main'}', '{table}') }}}}"
    stated = f"{named} of the database"
    return Table(named, stated, relation, columns, source=(schema or "main", table))


def _has_project(build: Build) -> bool:
    return (build.project_dir / "dbt_project.yml").is_file()


def _file(path: Path, project_dir: Path, encoding: str) -> Table:
    found = find_source(Request("", path.name, (), encoding=encoding, path=str(path)))
    if found.problem:
        hint = " Here: --encoding latin-1." if "hobby__csv_encoding" in found.problem else ""
        raise InputError(found.problem + hint)
    with duckdb.connect() as connection:
        described = connection.execute(f"describe select * from {found.relation}").fetchall()  # noqa: S608
    names = [row[0] for row in described]
    full, folder = path.resolve(), project_dir.resolve()
    written = os.path.relpath(full, folder) if full.is_relative_to(folder) else str(full)
    options = f", encoding={_quoted(encoding)}" if encoding else ""
    return Table(
        name=path.name,
        stated=found.stated,
        relation=f"{{{{ hobby_profiles.hobby__shop_file({_quoted(written)}{options}) }}}}",
        columns=tuple(name for name in names if name != ROW_PROBLEM),
        is_file=True,
        is_csv=ROW_PROBLEM in names,
    )


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _columns(schema: str, table: str, build: Build) -> tuple[str, ...]:
    database = build.database()
    if not database.is_file():
        raise InputError(
            f"{table} cannot be looked at: there is no {database} yet. Build it first "
            f"(dbt build --select {table}), or name a file."
        )
    try:
        with duckdb.connect(str(database), read_only=True) as connection:
            rows = connection.execute(
                "select column_name from duckdb_columns() "
                "where schema_name = ? and table_name = ? order by column_index",
                [schema, table],
            ).fetchall()
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise InputError(f"{database} cannot be read: {reason}") from None
    if not rows:
        raise InputError(
            f"{database} has no table {table} in the schema {schema}. Build it first "
            f"(dbt build --select {table}), or name schema.table, or a file."
        )
    return tuple(row[0] for row in rows)
