"""The answers of a finished batch: read line by line, one commit each, so a crash costs none."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

from openai import AsyncOpenAI

from hobby_profiles.llm.batch.store import open_requests_of
from hobby_profiles.llm.store.answers import now
from hobby_profiles.llm.wire.job import Job
from hobby_profiles.llm.wire.reply import Reply, part, read_completion, say
from hobby_profiles.llm.wire.requests import Request


async def keep_answers(client: AsyncOpenAI, job: Job, batch: dict[str, Any]) -> None:
    """Keep every answer of a finished batch; what is in none of its files is not answered.

    Args:
        client: Talks to the provider.
        job: What asking needs.
        batch: A row of the table ``batches``.
    """
    left = open_requests_of(job.store, batch["batch_key"])
    for name in ("output_file_id", "error_file_id"):
        if batch[name] and left:
            async for line in _lines(client, batch[name], job.pace.answer_bytes):
                _keep_line(job, batch, left, line)
    for custom_id, request in left.items():
        lost = Reply("server_error", error=batch["error"] or "the batch ended without it")
        _keep(job, batch, custom_id, request, lost)


async def _lines(client: AsyncOpenAI, file_id: str, limit: int) -> AsyncIterator[bytes]:
    """The lines of a file at the provider; one that is longer than any answer is left out."""
    rest, is_too_long = b"", False
    async with client.files.with_streaming_response.content(file_id) as response:
        async for chunk in response.iter_bytes():
            *whole, rest = (rest + chunk).split(b"\n")
            for line in whole:
                if not is_too_long:
                    yield line
                is_too_long = False
            if len(rest) > limit:
                rest, is_too_long = b"", True
    if rest and not is_too_long:
        yield rest


def _keep_line(job: Job, batch: dict[str, Any], left: dict[str, Request], text: bytes) -> None:
    """Keep one line of a file of answers; what cannot be read counts as not answered."""
    try:
        line = json.loads(text)
    except (ValueError, RecursionError):
        return
    custom_id = str(part(line, "custom_id"))
    request = left.pop(custom_id, None)
    if request is None:
        return
    response = part(line, "response")
    status, body = part(response, "status_code"), part(response, "body")
    if status == 200 and isinstance(body, dict):
        reply = read_completion(body, job.key)
    else:
        said = part(line, "error") or part(body, "error") or response
        reply = Reply(
            "bad_request" if status == 400 else "server_error",
            http_status=status if isinstance(status, int) else None,
            error=say(str(said), job.key),
        )
    _keep(job, batch, custom_id, request, reply)


def _keep(job: Job, batch: dict[str, Any], custom_id: str, request: Request, reply: Reply) -> None:
    kept = job.read(
        request, reply, mode="batch", attempt=1, at=now(), seconds=0.0, is_last=True,
        call_id=f"{batch['batch_key']}-{custom_id}",
    )  # fmt: skip
    line = (batch["batch_key"], custom_id)
    job.store.save_call(kept.call, kept.outcome.answers, kept.texts, line)
    job.budget.settle(0.0, kept.call["cost_usd"] or 0.0)
    job.on_settled(kept.outcome.answers)
    if kept.fault is not None:
        raise kept.fault
