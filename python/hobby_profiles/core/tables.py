"""Reading the tables that ``dbt build`` left in the DuckDB file."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import pandas as pd

from hobby_profiles.core.errors import InputError
from hobby_profiles.core.sql import identifier

PATH_VARIABLE = "HOBBY_DUCKDB_PATH"
DEFAULT_PATH = "hobby_profiles.duckdb"

_NAMED = re.compile(r"\b\w+\.(\w*hobby__\w+)")
"""A table as this project names it: the folder of its model, then the name of the model."""

_HELD = """
    select schema_name, table_name from duckdb_tables()
    where not internal and database_name = current_database()
    union all
    select schema_name, view_name from duckdb_views()
    where not internal and database_name = current_database()
    order by all
"""


class Row(SimpleNamespace):
    """One row of a query; a column is an attribute."""


class Warehouse:
    """A read-only view of the database that a build wrote.

    Queries name tables as this project does, ``marts.hobby__topics``. Where the project is
    installed in another, that one's own names of schemas and tables take their place.

    ``why_not_read`` words the error of a query that fails, from the path and the database's own.
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        path: Path,
        relations: Mapping[str, tuple[str, str]] | None = None,
        why_not_read: Callable[[Path, str], str] | None = None,
    ) -> None:
        self._connection = connection
        self._why_not_read = why_not_read or _why_not_read
        self.path = path
        self._held = [(str(s), str(t)) for s, t in connection.execute(_HELD).fetchall()]
        self._told = relations or {}

    def settings(self) -> dict[str, str]:
        """Return the settings of the build, by name without the prefix ``hobby__``."""
        rows = self.rows("select setting, setting_value from marts.hobby__settings")
        return {row.setting.removeprefix("hobby__"): row.setting_value for row in rows}

    def marts(self) -> list[str]:
        """Return the names of the public tables there are, sorted.

        Raises:
            InputError: If the database holds none.
        """
        topics = self.named("marts.hobby__topics")
        schemas = {schema for schema, table in self._held if identifier(schema, table) == topics}
        if not schemas:
            raise InputError(self._why_not_read(self.path, "there is no hobby__topics."))
        return sorted(
            table for schema, table in self._held if schema in schemas and table[:7] == "hobby__"
        )

    def copy_to(self, sql: str, file: Path) -> None:
        """Write the rows of a query to a Parquet file.

        Raises:
            InputError: If a table is missing, or the file cannot be written.
        """
        try:
            self._connection.sql(self.named(sql)).write_parquet(str(file))
        except duckdb.Error as error:
            raise InputError(f"{file} cannot be written: {str(error).splitlines()[0]}") from None

    def frame(self, sql: str, parameters: dict[str, Any] | None = None) -> pd.DataFrame:
        """Run a query and return its rows as a frame; decimals arrive as float64.

        Args:
            sql: The query; parameters are written ``$name``.
            parameters: Values of the parameters, by name.

        Raises:
            InputError: If a table or column is missing, as after a build of older models.
        """
        frame: pd.DataFrame = self._execute(sql, parameters).df()
        return frame

    def rows(self, sql: str, parameters: dict[str, Any] | None = None) -> list[Row]:
        """Run a query and return its rows, each with the columns as attributes; null is None.

        Args:
            sql: The query; parameters are written ``$name``.
            parameters: Values of the parameters, by name.

        Raises:
            InputError: If a table or column is missing, as after a build of older models.
        """
        result = self._execute(sql, parameters)
        names = [column[0] for column in result.description]
        return [Row(**dict(zip(names, values, strict=True))) for values in result.fetchall()]

    def named(self, sql: str) -> str:
        """Return a query with the names that its tables have in this database."""
        return _NAMED.sub(self._relation, sql)

    def _execute(self, sql: str, parameters: dict[str, Any] | None) -> duckdb.DuckDBPyConnection:
        try:
            return self._connection.execute(self.named(sql), parameters or {})
        except (duckdb.CatalogException, duckdb.BinderException) as error:
            raise InputError(self._why_not_read(self.path, str(error))) from None

    def _relation(self, named: re.Match[str]) -> str:
        told = self._told.get(named[1])
        if told in self._held:
            return identifier(*told)
        schemas = [schema for schema, table in self._held if table == named[1]]
        if len(schemas) > 1 and named[0].split(".")[0] not in schemas:
            raise InputError(
                f"The warehouse {self.path} holds {named[1]} in the schemas {', '.join(schemas)}. "
                "Say which build is meant with --target, in the folder of your dbt project."
            )
        return identifier(schemas[0], named[1]) if len(schemas) == 1 else named[0]


def warehouse_path() -> Path:
    """Return where the database is: the variable ``HOBBY_DUCKDB_PATH``, or the project's folder."""
    return Path(os.environ.get(PATH_VARIABLE) or DEFAULT_PATH)


@contextmanager
def open_warehouse(
    path: Path | None = None, relations: Mapping[str, tuple[str, str]] | None = None
) -> Iterator[Warehouse]:
    """Open the database read-only and close it in the end.

    Args:
        path: The DuckDB file; by default that of :func:`warehouse_path`.
        relations: Schema and table of each model, by its name, as dbt's manifest tells; a model
            that is not there is looked for in the file.

    Yields:
        The warehouse.

    Raises:
        InputError: If there is no such file, another process writes it, or it is no database
            that this version of DuckDB reads.
    """
    path = path or warehouse_path()
    if not path.is_file():
        raise InputError(
            f"There is no warehouse at {path.absolute()}. Build one with: dbt build; "
            f"or say where it is with the variable {PATH_VARIABLE}."
        )
    try:
        connection = duckdb.connect(str(path), read_only=True)
    except duckdb.Error as error:
        raise InputError(f"{_why_not_opened(path, str(error))}") from None
    try:
        connection.execute("set timezone = 'UTC'")
        yield Warehouse(connection, path, relations)
    finally:
        connection.close()


def _why_not_read(path: Path, cause: str) -> str:
    catalog = re.search(r'Catalog "([^"]+)" does not exist', cause)
    if catalog:
        return (
            f"The warehouse {path} was built under another name: its views look for a database "
            f"called {catalog[1]!r}. Name the file {catalog[1]}.duckdb again, or run: dbt build"
        )
    return (
        f"The warehouse {path} lacks something this command reads: {cause.splitlines()[0]} "
        f"Build all models with: dbt build"
    )


def _why_not_opened(path: Path, cause: str) -> str:
    if "lock" in cause.lower():
        return (
            f"Another process is writing the warehouse {path}; wait until its dbt run has ended, "
            f"or close the program that holds the file. ({cause.splitlines()[0]})"
        )
    return (
        f"DuckDB {duckdb.__version__} cannot open {path}: {cause.splitlines()[0]} "
        f"If it was written by a newer DuckDB, upgrade; otherwise delete it and run: dbt build"
    )
