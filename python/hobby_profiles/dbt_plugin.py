"""A dbt-duckdb plugin: what has to be looked at before a model runs, as SQL functions."""

from __future__ import annotations

import atexit
import html
import json
import re
from pathlib import Path
from typing import Any

import duckdb
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.adapters.duckdb.plugins import BasePlugin

from hobby_profiles.core.errors import HobbyProfilesError
from hobby_profiles.core.terminal import make_console
from hobby_profiles.inputs.erasure import erase_deleted_rows, remove_pages
from hobby_profiles.inputs.source import describe_source
from hobby_profiles.llm import cancel


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


class _Erasure:
    """What is left to do when dbt is done: write the database's file without what was deleted."""

    def __init__(self) -> None:
        self.database = ""

    def order(self, database: str) -> str:
        """Have a file written anew at the end of the process, when nobody writes to it."""
        if not self.database:
            atexit.register(self.finish)
        self.database = database
        return database

    def finish(self) -> None:
        """Write the file anew and remove the pages; without success the next build tries again."""
        console = make_console()
        for page in remove_pages():
            console.print(f"Removed {page}: it may show users who are left out now.")
        try:
            with self._open() as connection:
                erase_deleted_rows(Path(self.database), connection)
        except (duckdb.Error, OSError) as error:
            console.print(
                f"{self.database} could not be written anew, so what was deleted is still in its "
                f"bytes; the next build tries again. Reason: {str(error).splitlines()[0]}"
            )
        else:
            console.print(f"Wrote {self.database} anew, without what was deleted.")

    def _open(self) -> duckdb.DuckDBPyConnection:
        """Share the connection that dbt holds: a file has one configuration in a process."""
        environment = DuckDBConnectionManager._ENV
        held = environment.conn if environment is not None else None
        return held.cursor() if held is not None else duckdb.connect(self.database)


_ERASURE = _Erasure()


def refuse_if_open_elsewhere(database: Path) -> None:
    """Say who has the file of the database open, for DuckDB lets one process write at a time.

    Raises:
        RuntimeError: What dbt prints as a sentence, where it prints others as a traceback.
    """
    if not database.is_file():
        return
    try:
        duckdb.connect(str(database)).close()
    except duckdb.IOException as error:
        holder = re.search(r"lock is held in (.+?) \(PID (\d+)\)", str(error))
        if holder is None:
            raise
        raise RuntimeError(
            f"{database} cannot be written while {Path(holder[1]).name} (process {holder[2]}) has "
            "it open: close it there, or have it read a copy of the file, and run dbt again."
        ) from error
    except duckdb.ConnectionException:
        # This process has it open itself, in another configuration.
        return


class Plugin(BasePlugin):  # type: ignore[misc]
    """Registers the functions on every connection, and has Ctrl-C reach the Python models."""

    def update_connection_config(self, creds: Any, config: dict[str, Any]) -> None:
        """Look whether the database can be written, before dbt opens it."""
        refuse_if_open_elsewhere(Path(creds.path))

    def configure_connection(self, conn: duckdb.DuckDBPyConnection) -> None:
        """Add the functions to one connection."""
        for name, function in (
            ("hobby_input_source", describe_source),
            ("hobby_html_decoded", html.unescape),
            ("hobby_llm_problem", llm_problem),
            ("hobby_erase_when_over", _ERASURE.order),
        ):
            conn.create_function(name, function, ["VARCHAR"], "VARCHAR", side_effects=True)

    def configure_cursor(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """Look out for signals once dbt opens a cursor in its main thread."""
        cancel.install_for_dbt()
