"""A dbt-duckdb plugin: SQL functions that look at an input file before a model reads it."""

from __future__ import annotations

import duckdb
from dbt.adapters.duckdb.plugins import BasePlugin


def file_problem(path: str) -> str:
    """Say why DuckDB cannot read a Parquet or CSV file.

    Args:
        path: Path of the file; the ending decides how it is read.

    Returns:
        One sentence with the cause, or an empty string if the file is readable.
    """
    reader = "read_csv" if path.endswith(".csv") else "read_parquet"
    try:
        with duckdb.connect() as connection:
            connection.execute(f"describe select * from {reader}(?)", [path])  # noqa: S608
    except duckdb.Error as error:
        return str(error).split("\n")[0]
    return ""


class Plugin(BasePlugin):  # type: ignore[misc]
    """Registers ``hobby_file_problem(path)`` on every connection that dbt opens."""

    def configure_connection(self, conn: duckdb.DuckDBPyConnection) -> None:
        """Add the function to one connection."""
        conn.create_function(
            "hobby_file_problem", file_problem, ["VARCHAR"], "VARCHAR", side_effects=True
        )
