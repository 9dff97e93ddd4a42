"""Sharing answers: the cache as a file of JSON lines, and back."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from hobby_profiles.llm.errors import CacheError
from hobby_profiles.llm.store.answers import FAILED, OK, Store

_FORMAT = "hobby-profiles-answers"
_VERSION = 1
_FIELDS = (
    "key", "purpose", "model", "prompt_version", "status", "item", "value", "reason", "detail",
    "answered_at",
)  # fmt: skip


@contextmanager
def _open(path: Path, mode: str) -> Iterator[IO[str]]:
    opener: Any = gzip.open if path.suffix == ".gz" else open
    with opener(path, mode, encoding="utf-8") as file:
        yield file


def export_answers(store: Store, path: Path) -> int:
    """Write every final answer, sorted by its address, so that equal caches make equal files.

    Args:
        store: The cache.
        path: The file to write; compressed if it ends in ``.gz``.

    Returns:
        Number of answers written.
    """
    rows = store.connection.execute(
        f"select {', '.join(_FIELDS)} from answers where status in ('{OK}', '{FAILED}') "  # noqa: S608
        "order by key"
    )
    count = 0
    path.parent.mkdir(parents=True, exist_ok=True)
    with _open(path, "wt") as file:
        file.write(json.dumps({"format": _FORMAT, "version": _VERSION}) + "\n")
        for row in rows:
            record = dict(zip(_FIELDS, row, strict=True))
            file.write(json.dumps(record, ensure_ascii=False, sort_keys=True) + "\n")
            count += 1
    return count


def import_answers(store: Store, path: Path) -> tuple[int, int]:
    """Add answers from a file; an answer that is here already stays as it is.

    Args:
        store: The cache.
        path: A file made by :func:`export_answers`.

    Returns:
        Number of answers read, and how many of them were new.

    Raises:
        CacheError: If the file is not one of ours or a line is damaged; nothing is added then.
    """
    read = added = 0
    try:
        with _open(path, "rt") as file, store.transaction():
            head = json.loads(file.readline() or "null")
            if not isinstance(head, dict) or head.get("format") != _FORMAT:
                raise CacheError(f"{path} was not written by `hobby-profiles cache export`.")
            if head.get("version") != _VERSION:
                raise CacheError(
                    f"{path} has version {head.get('version')}; this package reads {_VERSION}."
                )
            for number, line in enumerate(file, start=2):
                record = _record(path, number, line)
                cursor = store.connection.execute(
                    f"insert into answers ({', '.join(_FIELDS)}) "  # noqa: S608
                    f"values ({', '.join('?' * len(_FIELDS))}) on conflict (key) do update set "
                    + ", ".join(f"{name} = excluded.{name}" for name in _FIELDS[1:])
                    + f" where answers.status != '{OK}' and excluded.status = '{OK}'",
                    [record[name] for name in _FIELDS],
                )
                read += 1
                added += cursor.rowcount
    except (OSError, EOFError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise CacheError(f"{path} cannot be read: {error}. Nothing was added.") from None
    return read, added


def _record(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise CacheError(f"{path}, line {number} is damaged: {error}. Nothing was added.") from None
    if not isinstance(record, dict) or set(record) != set(_FIELDS):
        raise CacheError(
            f"{path}, line {number} must have the fields {', '.join(_FIELDS)}. Nothing was added."
        )
    return record
