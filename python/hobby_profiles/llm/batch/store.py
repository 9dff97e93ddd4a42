"""What is known about batches, in the same file as the answers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hobby_profiles.llm.errors import CacheError
from hobby_profiles.llm.items import Item
from hobby_profiles.llm.store.answers import Store, now
from hobby_profiles.llm.wire.requests import Request

PREPARED, UPLOADED, SUBMITTED, FINISHED = "prepared", "uploaded", "submitted", "finished"
COLLECTED, FAILED = "collected", "failed"
OPEN_STATES = (PREPARED, UPLOADED, SUBMITTED, FINISHED)
"""A batch passes them in this order; each step is committed before the next one begins."""


def add_batch(store: Store, batch: dict[str, Any], requests: Sequence[tuple[str, Request]]) -> None:
    """Write down a batch whose file is on disk, before anything is sent.

    Args:
        store: Where to.
        batch: Values of the table ``batches``, without state and times.
        requests: The id within the batch and the request itself.
    """
    at = now()
    row = {**batch, "state": PREPARED, "created_at": at, "changed_at": at}
    with store.transaction():
        store.connection.execute(
            f"insert into batches ({', '.join(row)}) "  # noqa: S608
            f"values ({','.join('?' * len(row))})",
            tuple(row.values()),
        )
        store.connection.executemany(
            "insert into batch_requests values (?, ?, ?, ?, ?, 0)",
            [
                (
                    batch["batch_key"],
                    custom_id,
                    json.dumps([[item.key, item.text] for item in request.items]),
                    request.round,
                    request.max_tokens,
                )
                for custom_id, request in requests
            ],
        )


def set_state(store: Store, batch: dict[str, Any], state: str, **values: Any) -> None:
    """Move a batch on, in the file and in ``batch`` itself."""
    batch.update(values, state=state, changed_at=now())
    names = ["state", "changed_at", *values]
    with store.transaction():
        store.connection.execute(
            f"update batches set {', '.join(f'{name} = ?' for name in names)} "  # noqa: S608
            "where batch_key = ?",
            [*(batch[name] for name in names), batch["batch_key"]],
        )


def batches(store: Store, states: Sequence[str] = ()) -> list[dict[str, Any]]:
    """List batches, the oldest first; all of them if no states are given."""
    where = f"where state in ({','.join('?' * len(states))})" if states else ""
    cursor = store.connection.execute(
        f"select * from batches {where} order by created_at, batch_key",  # noqa: S608
        list(states),
    )
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def open_requests_of(store: Store, batch_key: str) -> dict[str, Request]:
    """The requests of a batch whose answers were not collected yet, by their id."""
    rows = store.connection.execute(
        "select custom_id, items, round, max_tokens from batch_requests "
        "where batch_key = ? and is_collected = 0 order by custom_id",
        (batch_key,),
    )
    return {
        custom_id: Request(
            tuple(Item(key, text) for key, text in json.loads(items)), round_, max_tokens
        )
        for custom_id, items, round_, max_tokens in rows
    }


def write_request_file(path: Path, lines: Sequence[dict[str, Any]]) -> None:
    """Write the file of a batch: one request a line, whole or not at all.

    Raises:
        CacheError: If there is no room for it; nothing is handed in then.
    """
    part = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("w", encoding="utf-8") as file:
            for line in lines:
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise CacheError(
            f"The requests of a batch cannot be written to {path} ({error.strerror}). Nothing of "
            "it was handed in. See that the disk has room, then run again."
        ) from None
