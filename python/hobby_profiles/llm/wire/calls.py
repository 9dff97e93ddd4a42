"""The row that each call leaves in the ledger, and what a failed call means for its items."""

from __future__ import annotations

import uuid
from typing import Any

from hobby_profiles.llm.settings import LlmSettings
from hobby_profiles.llm.store.answers import Answer
from hobby_profiles.llm.wire.requests import Request, RequestMaker
from hobby_profiles.llm.wire.transport import Reply

RUN_ID = uuid.uuid4().hex[:12]


def all_fail(request: Request, status: str, reply: Reply) -> list[Answer]:
    """Answers that say of every item of a request what the reply says of the call."""
    return [Answer(item.key, status, None, reply.status, reply.error) for item in request.items]


def call_row(
    settings: LlmSettings,
    maker: RequestMaker,
    request: Request,
    reply: Reply,
    *,
    mode: str,
    attempt: int,
    at: str,
    seconds: float,
    is_settled: bool,
    call_id: str | None = None,
) -> dict[str, Any]:
    """Make the row of the table ``calls``.

    Args:
        settings: Settings of the layer.
        maker: Knows the prompt and the price.
        request: What was asked.
        reply: What came back.
        mode: ``live`` or ``batch``.
        attempt: Times the request was sent, from 1.
        at: Start of the call, UTC.
        seconds: Time it took.
        is_settled: Whether its answer was read to the end and nothing is asked again.
        call_id: Key of the row; a new one if None.
    """
    input_tokens, output_tokens = maker.tokens(reply, request)
    return {
        "call_id": call_id or uuid.uuid4().hex,
        "run_id": RUN_ID,
        "purpose": maker.prompt.purpose,
        "model": settings.llm_model,
        "endpoint": settings.endpoint,
        "prompt_version": maker.prompt.version,
        "prompt_hash": maker.prompt.content_hash,
        "mode": mode,
        "round": request.round,
        "attempt": attempt,
        "item_count": len(request.items),
        "item_keys": " ".join(item.key for item in request.items),
        "input_tokens": input_tokens,
        "cached_tokens": reply.cached_tokens,
        "output_tokens": output_tokens,
        "cost_usd": maker.cost(reply, request, batch=mode == "batch"),
        "latency_ms": round(seconds * 1000, 1),
        "status": reply.status,
        "http_status": reply.http_status,
        "error": reply.error,
        "called_at": at,
        "raw_answer": reply.text if reply.is_paid else None,
        "is_settled": int(is_settled),
    }
