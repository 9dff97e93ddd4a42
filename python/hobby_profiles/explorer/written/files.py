"""CSV files that dbt reads, changed by one row at a time, whole or not at all."""

from __future__ import annotations

import csv
import io
import os
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from hobby_profiles.core.errors import InputError

LOCK = threading.Lock()
"""Held from reading a file to writing it: two readers of the explorer may decide at once."""

Rows = list[dict[str, str]]


@contextmanager
def changing(path: Path, columns: Sequence[str]) -> Iterator[Rows]:
    """Hand over the rows of a file to be changed, and write them in the end.

    Args:
        path: The file; one that is not there is made.
        columns: Columns it has at least; others are kept.

    Raises:
        InputError: If it cannot be read or written, or is no table.
    """
    with LOCK:
        names, rows = _read(path)
        before = [dict(row) for row in rows]
        yield rows
        if rows != before:
            _write(path, [*names, *(name for name in columns if name not in names)], rows)


def rows_of(path: Path) -> Rows:
    """Return the rows of a file; none where there is no file.

    Raises:
        InputError: If it cannot be read or is no table.
    """
    return _read(path)[1]


def read_elsewhere(data_dir: Path, relations: Sequence[str], table: str) -> str:
    """Say where dbt reads a table of the shop from, if not from its CSV file; else nothing.

    Args:
        data_dir: Folder of the shop's tables, ``hobby__data_dir``.
        relations: Tables that dbt reads from a warehouse instead.
        table: Name of the table, without the prefix.
    """
    if table in relations:
        return f"the relation of hobby__{table}"
    parquet = data_dir / f"{table}.parquet"
    return str(parquet) if parquet.exists() else ""


def stamp(who: str, words: str = "") -> str:
    """Say who decides something, when (UTC), and in which words."""
    now = datetime.now(UTC)
    return f"{who}, {now:%Y-%m-%d %H:%M} UTC" + (f": {words}" if words else "")


def _read(path: Path) -> tuple[list[str], Rows]:
    if not path.exists():
        return [], []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            rows = [{name: value or "" for name, value in row.items()} for row in reader]
            names = list(reader.fieldnames or [])
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path} cannot be read: {error}. Mend it by hand first.") from None
    if any(None in row for row in rows):
        raise InputError(f"{path} has a row with more cells than columns. Mend it by hand first.")
    return names, rows


def _write(path: Path, names: list[str], rows: Rows) -> None:
    text = io.StringIO()
    writer = csv.DictWriter(text, names, lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(rows)
    part = None
    try:
        with tempfile.NamedTemporaryFile(
            "w",
            encoding="utf-8",
            newline="",
            dir=path.parent,
            prefix=f".{path.name}.",
            delete=False,
        ) as file:
            part = Path(file.name)
            file.write(text.getvalue())
        part.chmod(path.stat().st_mode if path.exists() else 0o644)
        os.replace(part, path)
    except OSError as error:
        if part is not None:
            part.unlink(missing_ok=True)
        raise InputError(f"{path} cannot be written: {error.strerror}.") from None
