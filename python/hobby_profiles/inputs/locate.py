"""Find the files of one input in the shop's folder, whatever their case, parts or compression."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from hobby_profiles.core.errors import InputError

FORMATS = {
    ".parquet": "parquet",
    ".csv": "csv",
    ".tsv": "csv",
    ".csv.gz": "csv",
    ".tsv.gz": "csv",
}
"""Endings that can be read, and how."""

_SHOWN = 8


@dataclass(frozen=True)
class Files:
    """The files of one input.

    Attributes:
        kind: ``parquet`` or ``csv``.
        paths: The files, sorted; several where the input is a folder of parts.
        is_partitioned: Whether folders on the way carry values (``year=2024``).
        passed_over: Another file of the same input that is not read, empty if there is none.
    """

    kind: str
    paths: tuple[Path, ...]
    is_partitioned: bool
    passed_over: str = ""


def find_files(folder: Path, name: str) -> Files | None:
    """Find what holds an input: a file, or a folder of parts, of that name in any case.

    Args:
        folder: The shop's folder.
        name: Name of the input, such as ``users``.

    Returns:
        The files; None if there are none. Parquet goes before CSV.

    Raises:
        InputError: If two files could be the users table, a file of that name cannot be read, or
            a folder of parts is empty or mixed: consent is not to be guessed.
    """
    if not folder.is_dir():
        return None
    entries = sorted(folder.iterdir())
    readable = [(entry, kind) for entry in entries if (kind := _kind_of(entry, name)) is not None]
    readable.sort(key=lambda pair: pair[1] != "parquet")
    if name == "users":
        _no_doubt_about_users(entries, [entry for entry, _ in readable])
    if not readable:
        return None
    return _files(readable[0][0], ", ".join(other.name for other, _ in readable[1:]))


def named_files(path: Path) -> Files:
    """Find the parts of one file or folder.

    Args:
        path: A file of any name, or a folder of parts.

    Raises:
        InputError: If nothing is there, or nothing that can be read.
    """
    if not path.exists():
        raise InputError(f"There is no {path}; {seen_in(path.parent)}.")
    if path.is_file() and _format_of(path) is None:
        raise InputError(
            f"{path} cannot be read by its name; readable are {', '.join(FORMATS)}. Write the "
            "table as one of these."
        )
    return _files(path)


def _files(entry: Path, passed_over: str = "") -> Files:
    parts = sorted(_parts(entry)) if entry.is_dir() else [entry]
    kinds = {_format_of(part) for part in parts}
    if len(kinds) != 1:
        raise InputError(
            f"The folder {entry} holds "
            + ("no .parquet or .csv file" if not kinds else "both .parquet and .csv files")
            + ". Leave the parts of one table in it, all of one kind."
        )
    return Files(
        kind=str(kinds.pop()),
        paths=tuple(parts),
        is_partitioned=any("=" in step for part in parts for step in part.parts[:-1]),
        passed_over=passed_over,
    )


def seen_in(folder: Path) -> str:
    """Name what lies in a folder, for a message."""
    if not folder.is_dir():
        return f"{folder} is no folder"
    names = sorted(entry.name for entry in folder.iterdir())
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return f"{folder} holds {', '.join(names[:_SHOWN]) or 'nothing'}{more}"


def _no_doubt_about_users(entries: Iterable[Path], readable: list[Path]) -> None:
    if len(readable) > 1:
        raise InputError(
            "Consent stands in more than one file: "
            + ", ".join(str(entry) for entry in readable)
            + ". Leave the one that counts, or name a relation in hobby__users."
        )
    for entry in entries:
        if entry.name.lower().startswith("user") and entry not in readable:
            raise InputError(
                f"{entry} looks like the users table and cannot be read as one: consent would be "
                "passed over. Call it users.parquet, users.csv or users.csv.gz, name a relation "
                "in hobby__users, or move it to another folder."
            )


def _kind_of(entry: Path, name: str) -> str | None:
    lowered = entry.name.lower()
    if lowered == name and entry.is_dir():
        return "folder"
    for ending, kind in FORMATS.items():
        if lowered == name + ending:
            return kind
    return None


def _parts(folder: Path) -> list[Path]:
    return [
        path
        for path in folder.rglob("*")
        if path.is_file() and path.name[0] not in "_." and _format_of(path) is not None
    ]


def _format_of(path: Path) -> str | None:
    lowered = path.name.lower()
    return next((kind for ending, kind in FORMATS.items() if lowered.endswith(ending)), None)
