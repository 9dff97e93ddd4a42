"""The file with the paid answers: SQLite in WAL mode, one commit per answer.

Safe for several processes and threads. In WAL mode a commit survives the death of the process at
any moment; ``synchronous=NORMAL`` means that a power cut may cost the last answers, no more.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hobby_profiles.llm.errors import CacheError
from hobby_profiles.llm.store.claims import Claims

SCHEMA_VERSION = 2
OK, FAILED, UNANSWERED = "ok", "failed", "unanswered"
_CHUNK = 500

_SCHEMA = """
create table if not exists answers (
    key text primary key, purpose text not null, model text not null,
    prompt_version integer not null, status text not null, item text not null,
    value text, reason text, detail text, call_id text, answered_at text not null
) without rowid;
create table if not exists calls (
    call_id text primary key, run_id text not null, purpose text not null, model text not null,
    endpoint text not null, prompt_version integer not null, prompt_hash text not null,
    mode text not null, round integer not null, attempt integer not null,
    item_count integer not null, item_keys text not null, input_tokens integer not null,
    cached_tokens integer not null, output_tokens integer not null, cost_usd real,
    latency_ms real not null, status text not null, http_status integer, error text,
    called_at text not null, raw_answer text, is_settled integer not null
) without rowid;
create index if not exists calls_unsettled on calls (purpose) where is_settled = 0;
create table if not exists claims (key text primary key, owner text not null) without rowid;
create table if not exists owners (owner text primary key, seen_at real not null) without rowid;
create table if not exists batches (
    batch_key text primary key, purpose text not null, model text not null,
    endpoint text not null, prompt_version integer not null, prompt_hash text not null,
    variables text not null, state text not null, file_path text not null, file_id text,
    batch_id text, output_file_id text, error_file_id text, request_count integer not null,
    set_aside_usd real not null, error text, created_at text not null, changed_at text not null
) without rowid;
create table if not exists batch_requests (
    batch_key text not null, custom_id text not null, items text not null,
    round integer not null, max_tokens integer not null, is_collected integer not null,
    primary key (batch_key, custom_id)
) without rowid;
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one item.

    Attributes:
        key: Address of the item.
        status: ``ok``, ``failed`` (paid for, but not usable) or ``unanswered`` (never arrived).
        value: The validated answer, None unless ``ok``.
        reason: Why it failed, one word, for grouping.
        detail: The same in a sentence.
    """

    key: str
    status: str
    value: dict[str, Any] | None
    reason: str | None = None
    detail: str | None = None


def now() -> str:
    """Return the time in UTC, ISO 8601, to the millisecond."""
    seconds = time.time()
    clock = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds))
    return f"{clock}.{int(seconds % 1 * 1000):03d}"


class Store:
    """One connection to the file; to be used by one thread at a time.

    Args:
        path: The SQLite file; made, with its folder, if it does not exist.

    Raises:
        CacheError: If the file cannot be opened or was written by a newer version.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.connection = sqlite3.connect(
                path, timeout=60.0, isolation_level=None, check_same_thread=False
            )
            self.connection.execute("pragma journal_mode = wal")
            self.connection.execute("pragma synchronous = normal")
            version = self.connection.execute("pragma user_version").fetchone()[0]
            if version < SCHEMA_VERSION:
                with self.transaction():
                    if version == 1:
                        self.connection.execute("drop table claims")
                    for statement in _SCHEMA.split(";"):
                        self.connection.execute(statement)
                    self.connection.execute(f"pragma user_version = {SCHEMA_VERSION}")
        except (sqlite3.Error, OSError) as error:
            raise CacheError(
                f"The file of answers {path} cannot be opened ({error}). Check the folder named by "
                "hobby__cache_dir and its rights; if the file is damaged, move it away."
            ) from None
        if version > SCHEMA_VERSION:
            raise CacheError(
                f"{path} was written by a newer version of this package (format {version}, known "
                f"is {SCHEMA_VERSION}). Upgrade the package or name another hobby__cache_dir."
            )

        self.claims = Claims(path, self.connection, self.transaction)

    def close(self) -> None:
        """Close the connection."""
        self.claims.close()
        self.connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything in the block is committed together, or not at all.

        Raises:
            CacheError: If the file cannot be written, for example because the disk is full.
        """
        try:
            self.connection.execute("begin immediate")
            yield
            self.connection.execute("commit")
        except BaseException as error:
            if self.connection.in_transaction:
                self.connection.execute("rollback")
            if isinstance(error, sqlite3.OperationalError):
                raise CacheError(
                    f"The file of answers {self.path} cannot be written ({error}). See that its "
                    "disk has room and that it may be written, then run again to go on."
                ) from None
            raise

    def answers(self, keys: Iterable[str]) -> dict[str, Answer]:
        """Look up answers by their addresses; what is unanswered counts as not there."""
        found: dict[str, Answer] = {}
        wanted = list(keys)
        for start in range(0, len(wanted), _CHUNK):
            chunk = wanted[start : start + _CHUNK]
            rows = self.connection.execute(
                "select key, status, value, reason, detail from answers "  # noqa: S608
                f"where status != '{UNANSWERED}' and key in ({','.join('?' * len(chunk))})",
                chunk,
            )
            for key, status, text, reason, detail in rows:
                value = json.loads(text) if text else None
                found[key] = Answer(key, status, value, reason, detail)
        return found

    def save_call(
        self,
        call: Mapping[str, Any],
        answers: Sequence[Answer],
        items: Mapping[str, str],
        batch_request: tuple[str, str] | None = None,
    ) -> None:
        """Keep one call and what its answer said, in one commit, and drop the claims on its items.

        Args:
            call: A value for every column of the table ``calls``.
            answers: Answers that are final; empty if the items are asked about again.
            items: Text of each item by its key.
            batch_request: Key of the batch and id within it, when the answer came in a batch.
        """
        with self.transaction():
            if batch_request is not None:
                self.connection.execute(
                    "update batch_requests set is_collected = 1 "
                    "where batch_key = ? and custom_id = ?",
                    batch_request,
                )
            names = ", ".join(call)
            self.connection.execute(
                f"insert or replace into calls ({names}) "  # noqa: S608
                f"values ({','.join('?' * len(call))})",
                tuple(call.values()),
            )
            self._write_answers(call, answers, items)

    def _write_answers(
        self, call: Mapping[str, Any], answers: Sequence[Answer], items: Mapping[str, str]
    ) -> None:
        at = now()
        self.connection.executemany(
            "insert into answers values (?,?,?,?,?,?,?,?,?,?,?) on conflict (key) do update set "
            "status = excluded.status, value = excluded.value, reason = excluded.reason, "
            "detail = excluded.detail, call_id = excluded.call_id, "
            "item = case excluded.item when '' then answers.item else excluded.item end, "
            "answered_at = excluded.answered_at where answers.status != 'ok'",
            [
                (
                    answer.key, call["purpose"], call["model"], call["prompt_version"],
                    answer.status, items[answer.key],
                    None if answer.value is None else json.dumps(answer.value, ensure_ascii=False),
                    answer.reason, answer.detail, call["call_id"], at,
                )
                for answer in answers
            ],
        )  # fmt: skip
        self.connection.executemany(
            "delete from claims where key = ?", [(answer.key,) for answer in answers]
        )

    def why_unanswered(self, key: str) -> tuple[str, str | None]:
        """Reason and detail of an item that no answer arrived for."""
        query = "select reason, detail from answers where key = ?"
        reason, detail = self.connection.execute(query, (key,)).fetchone() or (None, None)
        return reason or UNANSWERED, detail

    def has_answered(self, model: str, prompt_hash: str) -> bool:
        """Whether any call with this model and prompt ever brought an answer."""
        query = "select 1 from calls where status = 'ok' and model = ? and prompt_hash = ? limit 1"
        return self.connection.execute(query, (model, prompt_hash)).fetchone() is not None

    def unsettled(self, purpose: str) -> list[dict[str, Any]]:
        """Calls whose answers were paid for and kept, but not read to the end before a crash."""
        cursor = self.connection.execute(
            "select * from calls where is_settled = 0 and purpose = ? order by called_at, call_id",
            (purpose,),
        )
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]
