"""Sharing answers: the cache as a file of JSON lines, and back."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from hobby_profiles.llm.answers import PURPOSE_MODELS
from hobby_profiles.llm.errors import CacheError
from hobby_profiles.llm.settings import Purpose
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


@dataclass
class Imported:
    """What came of the rows of a file.

    Attributes:
        read: All rows.
        new: Rows added.
        known: Rows whose answer was here already.
        rejected: Rows that cannot be answers of ours, by reason.
        first_line: The first line with each reason.
    """

    read: int = 0
    new: int = 0
    known: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    first_line: dict[str, int] = field(default_factory=dict)


class _Record(BaseModel):
    """One row of the file; a value is checked like an answer that a model has just given."""

    model_config = ConfigDict(extra="forbid")

    key: str = Field(pattern=r"^[0-9a-f]{64}$")
    purpose: Purpose
    model: str = Field(min_length=1, max_length=200)
    prompt_version: int = Field(ge=1)
    status: Literal["ok", "failed"]
    item: str = Field(max_length=100_000)
    value: str | None
    reason: str | None = Field(max_length=100)
    detail: str | None = Field(max_length=2000)
    answered_at: str = Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}$")

    @model_validator(mode="after")
    def _value_is_an_answer(self) -> Self:
        if (self.status == OK) != (self.value is not None):
            raise ValueError("a usable answer has a value, and no other one")
        if self.value is not None:
            value = json.loads(self.value)
            if not isinstance(value, dict):
                raise ValueError("a value is an object")
            answer = PURPOSE_MODELS[self.purpose].model_validate({**value, "item": 1})
            plain = answer.model_dump(mode="json", exclude={"item"})
            self.value = json.dumps(plain, ensure_ascii=False)
        return self


def import_answers(store: Store, path: Path) -> Imported:
    """Add answers from a file; an answer that is here already stays as it is.

    Args:
        store: The cache.
        path: A file made by :func:`export_answers`.

    Returns:
        Counts of its rows: new, known, and rejected by reason.

    Raises:
        CacheError: If the file is not one of ours or breaks off; nothing is added then.
    """
    done = Imported()
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
                done.read += 1
                try:
                    record = _Record.model_validate_json(line)
                except ValidationError as error:
                    reason = _reason(error)
                    done.rejected[reason] += 1
                    done.first_line.setdefault(reason, number)
                    continue
                is_new = _add(store, record)
                done.new += is_new
                done.known += not is_new
    except (OSError, EOFError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise CacheError(f"{path} cannot be read: {error}. Nothing was added.") from None
    return done


def _add(store: Store, record: _Record) -> bool:
    cursor = store.connection.execute(
        f"insert into answers ({', '.join(_FIELDS)}) "  # noqa: S608
        f"values ({', '.join('?' * len(_FIELDS))}) on conflict (key) do update set "
        + ", ".join(f"{name} = excluded.{name}" for name in _FIELDS[1:])
        + f" where answers.status != '{OK}' and excluded.status = '{OK}'",
        [getattr(record, name) for name in _FIELDS],
    )
    return cursor.rowcount > 0


def _reason(error: ValidationError) -> str:
    problem = error.errors(include_url=False)[0]
    where = ".".join(str(part) for part in problem["loc"])
    return f"{where}: {problem['msg']}" if where else str(problem["msg"])
