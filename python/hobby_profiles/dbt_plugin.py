"""A dbt-duckdb plugin: what has to be looked at before a model runs, as SQL functions."""

from __future__ import annotations

import json

import duckdb
from dbt.adapters.duckdb.plugins import BasePlugin

from hobby_profiles.core.errors import HobbyProfilesError
from hobby_profiles.llm import cancel


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


def llm_problem(settings: str) -> str:
    """Say why a language model cannot be asked: no key, no price, a setting that is not allowed.

    Args:
        settings: Settings of the language model layer as a JSON object, names without prefix.

    Returns:
        The message for people, or an empty string if nothing is in the way.
    """
    from hobby_profiles.llm.client import LanguageModel
    from hobby_profiles.llm.settings import LlmSettings

    try:
        LanguageModel(LlmSettings.from_values(json.loads(settings)))
    except HobbyProfilesError as error:
        return str(error)
    return ""


class Plugin(BasePlugin):  # type: ignore[misc]
    """Registers the functions on every connection, and has Ctrl-C reach the Python models."""

    def configure_connection(self, conn: duckdb.DuckDBPyConnection) -> None:
        """Add the functions to one connection."""
        for name, function in (("file", file_problem), ("llm", llm_problem)):
            conn.create_function(
                f"hobby_{name}_problem", function, ["VARCHAR"], "VARCHAR", side_effects=True
            )

    def configure_cursor(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """Look out for signals once dbt opens a cursor in its main thread."""
        cancel.install_for_dbt()
