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
from pydantic import SecretStr

from hobby_profiles.llm import cancel
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
    open_requests_of,
    set_state,
    write_request_file,
)
from hobby_profiles.llm.errors import BatchPendingError, BudgetError, CancelledError, EndpointError
from hobby_profiles.llm.items import Item
from hobby_profiles.llm.money.budget import Budget
from hobby_profiles.llm.settings import LlmSettings
from hobby_profiles.llm.store.answers import FAILED as ANSWER_FAILED
from hobby_profiles.llm.store.answers import UNANSWERED, Store, now
from hobby_profiles.llm.wire.calls import all_fail, call_row
from hobby_profiles.llm.wire.engine import OnSettled
from hobby_profiles.llm.wire.requests import LAST_ROUND, Outcome, Request, RequestMaker
from hobby_profiles.llm.wire.resume import open_requests
from hobby_profiles.llm.wire.secrets import redact
from hobby_profiles.llm.wire.transport import Reply, make_client, part, read_completion

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
        settings: Settings of the layer.
        key: The key of the endpoint.
        store: Where batches, calls and answers are kept.
        maker: Makes requests and reads replies.
        budget: What may be spent.
        on_settled: Told about every answer, for the progress line.
    """

    def __init__(
        self,
        settings: LlmSettings,
        key: SecretStr,
        store: Store,
        maker: RequestMaker,
        budget: Budget,
        on_settled: OnSettled,
    ) -> None:
        self._settings = settings
        self._key = key
        self._store = store
        self._maker = maker
        self._budget = budget
        self._on_settled = on_settled
        self._set_aside: dict[str, float] = {}

    def run(self, items: Sequence[Item]) -> None:
        """Finish the batches that are open, then ask about what is left in new ones.

        Raises:
            BatchPendingError: If a batch is not finished within ``hobby__llm_batch_wait_seconds``.
            StoppedError: If the run has to end early for another reason.
        """
        asyncio.run(self._run(items))

    async def _run(self, items: Sequence[Item]) -> None:
        async with make_client(self._settings, self._key) as client:
            control = client.with_options(max_retries=_RETRIES)
            rounds = 0
            while rounds <= LAST_ROUND:
                await self.finish_open(control)
                answered = self._store.answers(item.key for item in items)
                left = [item for item in items if item.key not in answered]
                requests = open_requests(self._store, self._maker, left)
                if not requests:
                    return
                handed_in = self._prepare(requests)
                rounds += handed_in == len(requests)
                if not handed_in:  # The money is set aside by another stage, for now.
                    await asyncio.sleep(self._settings.llm_batch_poll_seconds)
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
            cost = self._maker.highest_cost(request, batch=True)
            try:
                fits = self._budget.try_set_aside(cost)
            except BudgetError:
                if not chosen:
                    raise
                fits = False
            if not fits:
                break
            chosen.append(request)
            costs.append(cost)
        size = self._settings.llm_batch_requests
        for start in range(0, len(chosen), size):
            self._write(chosen[start : start + size], sum(costs[start : start + size]))
        return len(chosen)

    def _write(self, requests: list[Request], reserved: float) -> None:
        batch_key = uuid.uuid4().hex
        path = self._settings.cache_dir / "batches" / f"{batch_key}.jsonl"
        named = [(f"r{number:06d}", request) for number, request in enumerate(requests)]
        write_request_file(
            path,
            [
                {
                    "custom_id": custom_id,
                    "method": "POST",
                    "url": _ENDPOINT,
                    "body": self._maker.body(request),
                }
                for custom_id, request in named
            ],
        )
        batch = {
            "batch_key": batch_key,
            "purpose": self._maker.prompt.purpose,
            "model": self._settings.llm_model,
            "endpoint": self._settings.endpoint,
            "prompt_version": self._maker.prompt.version,
            "prompt_hash": self._maker.prompt.content_hash,
            "variables": json.dumps(self._maker.variables, sort_keys=True),
            "file_path": str(path),
            "request_count": len(requests),
            "set_aside_usd": reserved,
        }
        add_batch(self._store, batch, named)
        self._set_aside[batch_key] = reserved

    def open_batches(self) -> list[dict[str, Any]]:
        """The open batches of this prompt, model and endpoint."""
        prompt = self._maker.prompt
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
        async with make_client(self._settings, self._key) as client:
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
                f"{redact(str(error), self._key)}. Nothing is lost: run again to go on."
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
        give_up = time.monotonic() + self._settings.llm_batch_wait_seconds
        while batch["state"] == SUBMITTED:
            seen = await client.batches.retrieve(batch["batch_id"])
            if seen.status in _OVER:
                errors = [error.message or "" for error in (seen.errors and seen.errors.data) or []]
                set_state(
                    self._store, batch, FINISHED,
                    output_file_id=seen.output_file_id, error_file_id=seen.error_file_id,
                    error=redact("; ".join(errors), self._key) or None,
                )  # fmt: skip
                return
            if time.monotonic() >= give_up:
                raise BatchPendingError(
                    f"Batch {batch['batch_id']} with {batch['request_count']:,} requests is "
                    f"{seen.status} at {self._settings.endpoint}. Run again later to collect it; "
                    "hobby__llm_batch_wait_seconds says how long a run waits."
                )
            await self._sleep(self._settings.llm_batch_poll_seconds, batch)

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
        """Keep every answer of a finished batch; one commit each, so it can be cut anywhere."""
        left = open_requests_of(self._store, batch["batch_key"])
        for name in ("output_file_id", "error_file_id"):
            if batch[name] and left:
                content = await client.files.content(batch[name])
                for line in content.iter_lines():
                    self._keep_line(batch, left, line)
        for custom_id, request in left.items():
            lost = Reply("server_error", error=batch["error"] or "the batch ended without it")
            self._keep(batch, custom_id, request, lost)
        self._budget.settle(self._set_aside.pop(batch["batch_key"], 0.0), 0.0)
        state = FAILED if batch["error"] and not batch["output_file_id"] else COLLECTED
        set_state(self._store, batch, state)
        Path(batch["file_path"]).unlink(missing_ok=True)
        if state == FAILED:
            raise EndpointError(
                f"Batch {batch['batch_id']} was refused: {batch['error']}. Correct the settings "
                "it names, then run again."
            )

    def _keep_line(self, batch: dict[str, Any], left: dict[str, Request], text: str) -> None:
        """Keep one line of a file of answers; what cannot be read counts as not answered."""
        try:
            line = json.loads(text)
        except ValueError:
            return
        custom_id = str(part(line, "custom_id"))
        request = left.pop(custom_id, None)
        if request is None:
            return
        response = part(line, "response")
        status, body = part(response, "status_code"), part(response, "body")
        if status == 200 and isinstance(body, dict):
            reply = read_completion(body, self._key)
        else:
            said = part(line, "error") or part(body, "error") or response
            reply = Reply(
                "bad_request" if status == 400 else "server_error",
                http_status=status if isinstance(status, int) else None,
                error=redact(str(said), self._key)[:500],
            )
        self._keep(batch, custom_id, request, reply)

    def _keep(self, batch: dict[str, Any], custom_id: str, request: Request, reply: Reply) -> None:
        if reply.is_paid:
            outcome = self._maker.settle(reply, request)
        else:
            status = ANSWER_FAILED if reply.status == "bad_request" else UNANSWERED
            outcome = Outcome(all_fail(request, status, reply), [])
        call = call_row(
            self._settings, self._maker, request, reply,
            mode="batch", attempt=1, at=now(), seconds=0.0,
            is_settled=not outcome.follow_ups, call_id=f"{batch['batch_key']}-{custom_id}",
        )  # fmt: skip
        texts = {item.key: item.text for item in request.items}
        self._store.save_call(call, outcome.answers, texts, (batch["batch_key"], custom_id))
        self._budget.settle(0.0, call["cost_usd"] or 0.0)
        self._on_settled(outcome.answers, call["cost_usd"] or 0.0)
