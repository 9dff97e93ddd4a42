"""The Batch API: half the price, an answer within a day, and a crash at any step costs nothing."""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from openai import APIError, AsyncOpenAI

from hobby_profiles.llm import cancel
from hobby_profiles.llm.batch.collect import keep_answers
from hobby_profiles.llm.batch.store import (
    COLLECTED,
    FAILED,
    FINISHED,
    OPEN_STATES,
    PREPARED,
    SUBMITTED,
    UPLOADED,
    add_batch,
    batches,
    set_state,
    write_request_file,
)
from hobby_profiles.llm.errors import BatchPendingError, BudgetError, CancelledError, EndpointError
from hobby_profiles.llm.items import Item
from hobby_profiles.llm.wire.job import Job
from hobby_profiles.llm.wire.requests import LAST_ROUND, Request
from hobby_profiles.llm.wire.resume import open_requests
from hobby_profiles.llm.wire.secrets import redact
from hobby_profiles.llm.wire.transport import make_client

_ENDPOINT: Literal["/v1/chat/completions"] = "/v1/chat/completions"
_RETRIES = 6
_OUR_KEY = "hobby_batch"
_OVER = {"completed", "expired", "cancelled", "failed"}


class BatchRunner:
    """Asks about items through the Batch API.

    Every batch goes through the states of :mod:`hobby_profiles.llm.batch.store`. A batch carries
    its key at the provider too, so a run that died between handing it in and writing that down
    finds it again instead of paying twice.

    Args:
        job: What asking needs.
    """

    def __init__(self, job: Job) -> None:
        self._job = job
        self._settings = job.settings
        self._store = job.store
        self._set_aside: dict[str, float] = {}

    def run(self, items: Sequence[Item]) -> None:
        """Finish the batches that are open, then ask about what is left in new ones.

        Raises:
            BatchPendingError: If a batch is not finished in time.
            StoppedError: If the run has to end early for another reason.
        """
        asyncio.run(self._run(items))

    async def _run(self, items: Sequence[Item]) -> None:
        async with make_client(self._settings, self._job.key, self._job.pace) as client:
            control = client.with_options(max_retries=_RETRIES)
            rounds = 0
            while rounds <= LAST_ROUND:
                await self.finish_open(control)
                answered = self._store.answers(item.key for item in items)
                left = [item for item in items if item.key not in answered]
                requests = open_requests(self._store, self._job.maker, left)
                if not requests:
                    return
                handed_in = self._prepare(requests)
                rounds += handed_in == len(requests)
                if not handed_in:  # The money is set aside by another stage, for now.
                    await asyncio.sleep(self._job.pace.batch_poll_seconds)
            await self.finish_open(control)

    def _prepare(self, requests: list[Request]) -> int:
        """Write the files of new batches, as many requests as the money allows.

        Returns:
            Number of requests in them; the others come later.

        Raises:
            BudgetError: If not even one request can be paid for any more.
        """
        chosen: list[Request] = []
        costs: list[float] = []
        for request in requests:
            cost = self._job.maker.highest_cost(request, batch=True)
            try:
                fits = self._job.budget.try_set_aside(cost)
            except BudgetError:
                if not chosen:
                    raise
                fits = False
            if not fits:
                break
            chosen.append(request)
            costs.append(cost)
        size = self._job.pace.batch_requests
        for start in range(0, len(chosen), size):
            self._write(chosen[start : start + size], sum(costs[start : start + size]))
        return len(chosen)

    def _write(self, requests: list[Request], reserved: float) -> None:
        batch_key = uuid.uuid4().hex
        path = self._settings.cache_dir / "batches" / f"{batch_key}.jsonl"
        named = [(f"r{number:06d}", request) for number, request in enumerate(requests)]
        lines = [
            {"custom_id": name, "method": "POST", "url": _ENDPOINT, "body": self._job.maker.body(r)}
            for name, r in named
        ]
        write_request_file(path, lines)
        batch = {
            "batch_key": batch_key,
            "purpose": self._job.maker.prompt.purpose,
            "model": self._settings.llm_model,
            "endpoint": self._settings.endpoint,
            "prompt_version": self._job.maker.prompt.version,
            "prompt_hash": self._job.maker.prompt.content_hash,
            "variables": json.dumps(self._job.maker.variables, sort_keys=True),
            "file_path": str(path),
            "request_count": len(requests),
            "set_aside_usd": reserved,
        }
        add_batch(self._store, batch, named)
        self._set_aside[batch_key] = reserved

    def open_batches(self) -> list[dict[str, Any]]:
        """The open batches of this prompt, model and endpoint."""
        prompt = self._job.maker.prompt
        return [
            batch
            for batch in batches(self._store, OPEN_STATES)
            if (batch["purpose"], batch["prompt_hash"]) == (prompt.purpose, prompt.content_hash)
            and (batch["model"], batch["endpoint"])
            == (self._settings.llm_model, self._settings.endpoint)
        ]

    async def finish_one(self, batch_key: str) -> None:
        """Take one open batch to its end.

        Raises:
            BatchPendingError: If it is not finished in time.
        """
        async with make_client(self._settings, self._job.key, self._job.pace) as client:
            await self.finish_open(client.with_options(max_retries=_RETRIES), batch_key)

    async def finish_open(self, client: AsyncOpenAI, only: str | None = None) -> None:
        """Take open batches to their end: hand in all of them first, then wait.

        Args:
            client: Talks to the provider.
            only: Key of the one batch that is meant; None for all.
        """
        # Another process may be at the same batches: whoever claims one takes it to its end.
        keys = [b["batch_key"] for b in self.open_batches() if only in (None, b["batch_key"])]
        ours = self._store.claims.take(keys)
        opened = [batch for batch in self.open_batches() if batch["batch_key"] in ours]
        try:
            for batch in opened:
                await self._hand_in(client, batch)
            for batch in opened:
                await self._await_end(client, batch)
                await self._collect(client, batch)
        except APIError as error:
            raise EndpointError(
                f"The Batch API at {self._settings.endpoint} does not answer as it should: "
                f"{redact(str(error), self._job.key)}. Nothing is lost: run again to go on."
            ) from None

    async def _hand_in(self, client: AsyncOpenAI, batch: dict[str, Any]) -> None:
        if batch["state"] == PREPARED:
            uploaded = await client.files.create(file=Path(batch["file_path"]), purpose="batch")
            set_state(self._store, batch, UPLOADED, file_id=uploaded.id)
        if batch["state"] == UPLOADED:
            batch_id = await self._find(client, batch["batch_key"])
            if batch_id is None:
                created = await client.batches.create(
                    input_file_id=batch["file_id"],
                    endpoint=_ENDPOINT,
                    completion_window="24h",
                    metadata={_OUR_KEY: batch["batch_key"]},
                )
                batch_id = created.id
            set_state(self._store, batch, SUBMITTED, batch_id=batch_id)

    async def _find(self, client: AsyncOpenAI, batch_key: str) -> str | None:
        """Find a batch that was handed in by a run which died before it could write that down."""
        async for seen in client.batches.list(limit=100):
            if (seen.metadata or {}).get(_OUR_KEY) == batch_key:
                return str(seen.id)
        return None

    async def _await_end(self, client: AsyncOpenAI, batch: dict[str, Any]) -> None:
        """Look at a batch until the provider is done with it."""
        give_up = time.monotonic() + self._job.pace.batch_wait_seconds
        while batch["state"] == SUBMITTED:
            seen = await client.batches.retrieve(batch["batch_id"])
            if seen.status in _OVER:
                errors = [error.message or "" for error in (seen.errors and seen.errors.data) or []]
                set_state(
                    self._store, batch, FINISHED,
                    output_file_id=seen.output_file_id, error_file_id=seen.error_file_id,
                    error=redact("; ".join(errors), self._job.key) or None,
                )  # fmt: skip
                return
            if time.monotonic() >= give_up:
                raise BatchPendingError(
                    f"Batch {batch['batch_id']} with {batch['request_count']:,} requests is "
                    f"{seen.status} at {self._settings.endpoint}. Run again later to collect it."
                )
            await self._sleep(self._job.pace.batch_poll_seconds, batch)

    async def _sleep(self, seconds: float, batch: dict[str, Any]) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if cancel.is_requested():
                raise CancelledError(
                    f"Stopped as asked. Batch {batch['batch_id']} goes on at the provider; run "
                    "again to collect it."
                )
            await asyncio.sleep(min(0.1, seconds))

    async def _collect(self, client: AsyncOpenAI, batch: dict[str, Any]) -> None:
        """Keep every answer of a finished batch, then write down that it is done."""
        await keep_answers(client, self._job, batch)
        self._job.budget.settle(self._set_aside.pop(batch["batch_key"], 0.0), 0.0)
        state = FAILED if batch["error"] and not batch["output_file_id"] else COLLECTED
        set_state(self._store, batch, state)
        Path(batch["file_path"]).unlink(missing_ok=True)
        if state == FAILED:
            raise EndpointError(
                f"Batch {batch['batch_id']} was refused: {batch['error']}. Correct the settings "
                "it names, then run again."
            )
