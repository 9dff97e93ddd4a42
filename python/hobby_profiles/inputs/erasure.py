"""Write a DuckDB file anew, so that deleted rows are not left in its bytes."""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path

import duckdb

from hobby_profiles.core.sql import literal

PENDING = "hobby__erasure_pending"
"""Name of the table that says that a file has to be written anew."""

PAGES = (Path("target/hobby_profiles_report.html"), Path("target/data_docs"))
"""Where the report and the Data Docs lie, which show single users."""


def erase_deleted_rows(database: Path, connection: duckdb.DuckDBPyConnection) -> int:
    """Copy what is in a database into a new file, and put that in its place.

    Deleting marks rows, dropping frees blocks: both leave the bytes in the file until something
    else is written there.

    Args:
        database: The file.
        connection: A connection to it; nothing must be written over it afterwards, for it still
            holds the old file.

    Returns:
        Number of bytes of the new file.

    Raises:
        duckdb.Error: If the file cannot be read or copied; it is left as it was, with the table
            that marks it, so that the next build tries again.
    """
    fresh = database.with_name(database.name + ".rewritten")
    log = Path(f"{fresh}.wal")
    for left_by_a_kill in (fresh, log):
        left_by_a_kill.unlink(missing_ok=True)
    try:
        [(name,)] = connection.execute("select current_database()").fetchall()
        connection.execute("checkpoint")
        connection.execute(f"attach {literal(str(fresh))} as hobby_rewritten")
        connection.execute(f'copy from database "{name}" to hobby_rewritten')
        for (schema,) in connection.execute(
            "select schema_name from duckdb_tables() "
            "where database_name = 'hobby_rewritten' and table_name = ?",
            [PENDING],
        ).fetchall():
            connection.execute(f'drop table hobby_rewritten."{schema}".{PENDING}')
        connection.execute("checkpoint hobby_rewritten")
        connection.execute("detach hobby_rewritten")
        os.replace(fresh, database)
    finally:
        fresh.unlink(missing_ok=True)
        log.unlink(missing_ok=True)
    return database.stat().st_size


def remove_pages() -> list[Path]:
    """Remove the report and the Data Docs of earlier builds, for they may show someone erased.

    Returns:
        What was removed.
    """
    removed = []
    for page in PAGES:
        if page.exists():
            removed.append(page)
            if page.is_dir():
                shutil.rmtree(page)
            else:
                with contextlib.suppress(FileNotFoundError):
                    page.unlink()
    return removed
