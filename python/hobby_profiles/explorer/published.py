"""Opening a folder of published marts: checked first, then read-only in memory."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb

from hobby_profiles.campaigns.publish import FORMAT, MANIFEST
from hobby_profiles.core.errors import InputError
from hobby_profiles.core.sql import identifier, literal
from hobby_profiles.core.tables import Warehouse
from hobby_profiles.core.wording import count

LEAST = "min_audience_size"
_MEMORY = "1500MB"


class Published:
    """The marts of one publication, as views in a DuckDB of their own.

    Attributes:
        folder: Where they lie, links followed: a new publication does not change what is read.
        manifest: What ``publish`` says of them.
        settings: The settings of the build, by name without the prefix ``hobby__``.
    """

    def __init__(self, folder: Path) -> None:
        """Open a folder.

        Raises:
            InputError: If it was never published, or not wholly, or by another version.
        """
        self.manifest = read_manifest(folder)
        self.folder = folder.resolve()
        self._asked = folder
        self._connection = duckdb.connect(
            config={"memory_limit": _MEMORY, "threads": 2, "autoinstall_known_extensions": False}
        )
        self._connection.execute("set timezone = 'UTC'")
        self._connection.execute("set parquet_metadata_cache = true")
        self._connection.execute("create schema marts")
        for table in self.manifest["tables"]:
            file = self.folder / f"{table}.parquet"
            try:
                self._connection.execute(
                    f"create view {identifier('marts', table)} as "
                    f"from read_parquet({literal(str(file))})"
                )
            except duckdb.Error as error:
                raise InputError(
                    f"{file} cannot be read: {str(error).splitlines()[0]} {_cure(folder)}"
                ) from None
        # From here on no query reads or writes any other file, whatever a name says.
        self._connection.execute(f"set allowed_directories = [{literal(str(self.folder))}]")
        self._connection.execute("set enable_external_access = false")
        self._connection.execute("set lock_configuration = true")
        self.settings = self.warehouse().settings()
        if LEAST not in self.settings:
            raise InputError(_older(folder, f"its settings have no {LEAST}"))

    def warehouse(self) -> Warehouse:
        """Return the marts to one reader: readers at the same time need one each."""
        return Warehouse(
            self._connection.cursor(),
            self.folder,
            why_not_read=lambda _, cause: _older(self._asked, cause.splitlines()[0]),
        )


def read_manifest(folder: Path) -> dict[str, Any]:
    """Read what ``publish`` says of a folder, and check that all of it is there.

    Raises:
        InputError: If it was never published, or not wholly, or by another version.
    """
    file = folder / MANIFEST
    if not folder.is_dir() or not any(folder.iterdir()):
        raise InputError(f"Nothing is published in {folder}. {_cure(folder)}")
    try:
        manifest: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        tables = dict(manifest["tables"])
        version = manifest["format"]
        # What pages read of it, so that a manifest without it is told here.
        _ = manifest["as_of_date"], manifest["window_start_date"]
    except OSError:
        raise InputError(
            f"{folder} has no {MANIFEST}: it is no publication, or one of an older version. "
            f"{_cure(folder)}"
        ) from None
    except (ValueError, TypeError, KeyError):
        raise InputError(f"{file} is no manifest of a publication. {_cure(folder)}") from None
    if version != FORMAT:
        raise InputError(
            f"{folder} was published in format {version!r}; this version of hobby-profiles reads "
            f"{FORMAT}. {_cure(folder)}"
        )
    missing = sorted(table for table in tables if not (folder / f"{table}.parquet").is_file())
    if missing:
        raise InputError(
            f"{folder} is half published: {count(len(missing), 'table')} of {len(tables)} "
            f"{'is' if len(missing) == 1 else 'are'} missing ({', '.join(missing[:3])}). "
            f"{_cure(folder)}"
        )
    return manifest


def _older(folder: Path, why: str) -> str:
    """Say that a publication lacks what is read."""
    return (
        f"{folder} lacks something, as if an older version had published it: {why}. {_cure(folder)}"
    )


def _cure(folder: Path) -> str:
    return f"Publish a build there with: hobby-profiles publish {folder}"
