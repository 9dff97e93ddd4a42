"""The public marts as Parquet files, for readers who must not wait for a build."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from importlib.metadata import version
from pathlib import Path

from hobby_profiles.core.errors import InputError
from hobby_profiles.core.sql import literal
from hobby_profiles.core.tables import Warehouse

MANIFEST = "manifest.json"
FORMAT = 1
"""Version of what is published: it rises when a reader of the files has to change."""

_VIEWS = "views.sql"


def publish_marts(warehouse: Warehouse, tables: list[str], folder: Path) -> list[str]:
    """Write each mart as one Parquet file, ``views.sql`` and ``manifest.json``, all or nothing.

    The manifest has the format, the version of this package, the days of the window, and the
    rows of each table.

    The files are written beside the folder, which then takes their place in one step: a reader
    sees what was there before, or all of what is new. An earlier publication is replaced; a folder
    with anything else in it is left alone.

    Args:
        warehouse: A build.
        tables: Names of marts.
        folder: Where the files are to lie.

    Returns:
        The tables that were written.

    Raises:
        InputError: If the folder holds other files, or cannot be written.
    """
    foreign = [
        file.name
        for file in (folder.iterdir() if folder.is_dir() else ())
        if file.name not in (_VIEWS, MANIFEST)
        and not (file.suffix == ".parquet" and "hobby__" in file.name)
    ]
    if foreign:
        raise InputError(
            f"{folder} holds other files ({', '.join(sorted(foreign)[:3])}) and is left alone. "
            "Name a new folder, or one that an earlier publication made."
        )
    parent = folder.absolute().parent
    try:
        parent.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=parent))
        try:
            _write(warehouse, tables, part, folder.absolute())
            part.chmod(0o755)
            _take_place(part, folder.absolute())
        finally:
            shutil.rmtree(part, ignore_errors=True)
    except OSError as error:
        raise InputError(f"{folder} cannot be written: {error.strerror}.") from None
    return tables


def _write(warehouse: Warehouse, tables: list[str], part: Path, folder: Path) -> None:
    # Whole paths, through the link: a BI tool runs the views in a folder of its own.
    lines = [
        "-- Views of the files beside this one. Once they are moved, publish there again.",
        "create schema if not exists marts;",
    ]
    for table in tables:
        file = f"{table}.parquet"
        # In the order of its key, of which a mart's first columns are: a reader who asks for one
        # user or topic then reads a part of the file.
        warehouse.copy_to(f"from marts.{table} order by 1, 2", part / file)
        source = f"read_parquet({literal(str(folder / file))})"
        lines.append(f"create or replace view marts.{table} as from {source};")
    (part / _VIEWS).write_text("\n".join(lines) + "\n", encoding="utf-8")
    [window] = warehouse.rows("select as_of_date, window_start_date from staging.stg_hobby__as_of")
    told = {
        "format": FORMAT,
        "hobby_profiles": version("hobby-profiles"),
        "as_of_date": str(window.as_of_date),
        "window_start_date": str(window.window_start_date),
        "tables": {
            table: warehouse.rows(f"select count(*) as size from marts.{table}")[0].size  # noqa: S608 - a table of the build
            for table in tables
        },
    }
    (part / MANIFEST).write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")


def _take_place(part: Path, folder: Path) -> None:
    """Turn the folder, a link, to what was written; the version before stays for who reads it."""
    version = folder.parent / f".{folder.name}.{part.name.rpartition('.')[2]}.published"
    os.replace(part, version)
    before = folder.resolve() if folder.is_symlink() else folder.parent / f"{version.name}.before"
    link = folder.parent / f".{folder.name}.link"
    link.unlink(missing_ok=True)
    link.symlink_to(version.name, target_is_directory=True)
    if folder.is_dir() and not folder.is_symlink():
        os.replace(folder, before)
    os.replace(link, folder)
    for old in folder.parent.glob(f".{folder.name}.*.published*"):
        if old not in (version, before):
            shutil.rmtree(old, ignore_errors=True)
