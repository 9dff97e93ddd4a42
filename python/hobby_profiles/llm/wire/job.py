"""What asking about items needs, and what is written down of every call, live or in a batch."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pydantic import SecretStr

from hobby_profiles.llm.money.budget import Budget
from hobby_profiles.llm.pace import Pace
from hobby_profiles.llm.settings import LlmSettings
from hobby_profiles.llm.store.answers import OK, UNANSWERED, Answer, Store
from hobby_profiles.llm.wire.reply import Reply
from hobby_profiles.llm.wire.requests import Outcome, Request, RequestMaker
from hobby_profiles.llm.wire.secrets import redact

RUN_ID = uuid.uuid4().hex[:12]

OnSettled = Callable[[Sequence[Answer]], None]
"""Called after each call with the final answers it brought."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One call as it goes into the store.

    Attributes:
        call: A value for every column of the table ``calls``.
        outcome: What its answer settles.
        texts: Text of each item by its key.
        fault: What went wrong while a paid answer was read; it is kept unread then.
    """

    call: dict[str, Any]
    outcome: Outcome
    texts: dict[str, str]
    fault: Exception | None


@dataclass(frozen=True, slots=True)
class Job:
    """What asking about items needs.

    Attributes:
        settings: Settings of the layer.
        key: The key of the endpoint.
        store: Where calls, answers and batches are kept.
        maker: Makes requests and reads replies.
        budget: What may be spent.
        on_settled: Told about every call, for the progress line.
        pace: Patience, sizes and limits.
    """

    settings: LlmSettings
    key: SecretStr
    store: Store
    maker: RequestMaker
    budget: Budget
    on_settled: OnSettled
    pace: Pace

    @property
    def endpoint(self) -> str:
        """Endpoint and model, for messages."""
        return f"{self.settings.endpoint} ({self.settings.llm_model})"

    def read(
        self,
        request: Request,
        reply: Reply,
        *,
        mode: str,
        attempt: int,
        at: str,
        seconds: float,
        is_last: bool,
        call_id: str | None = None,
    ) -> Kept:
        """Read what came back from one call; only what was paid for can be a final answer.

        Args:
            request: What was asked.
            reply: What came back.
            mode: ``live`` or ``batch``.
            attempt: Times the request was sent, from 1.
            at: Start of the call, UTC.
            seconds: Time it took.
            is_last: Whether the same request is not sent again in this run.
            call_id: Key of the row; a new one if None.
        """
        outcome, fault = Outcome([], []), None
        if reply.is_paid:
            try:
                outcome = self._redacted(self.maker.settle(reply, request))
            except Exception as error:  # The answer is paid for: keep it whatever reading it does.
                fault = error
        elif is_last or not reply.is_retryable:
            why = (reply.status, reply.error)
            outcome = Outcome([Answer(i.key, UNANSWERED, None, *why) for i in request.items], [])
        input_tokens, output_tokens = self.maker.tokens(reply, request)
        call = {
            "call_id": call_id or uuid.uuid4().hex,
            "run_id": RUN_ID,
            "purpose": self.maker.prompt.purpose,
            "model": self.settings.llm_model,
            "endpoint": self.settings.endpoint,
            "prompt_version": self.maker.prompt.version,
            "prompt_hash": self.maker.prompt.content_hash,
            "mode": mode,
            "round": request.round,
            "attempt": attempt,
            "item_count": len(request.items),
            "item_keys": " ".join(item.key for item in request.items),
            "input_tokens": input_tokens,
            "cached_tokens": reply.cached_tokens,
            "output_tokens": output_tokens,
            "cost_usd": self.maker.cost(reply, request, batch=mode == "batch"),
            "latency_ms": round(seconds * 1000, 1),
            "status": reply.status,
            "http_status": reply.http_status,
            "error": reply.error,
            "called_at": at,
            "raw_answer": reply.text if reply.is_paid else None,
            "is_settled": int(fault is None and not outcome.follow_ups),
        }
        return Kept(call, outcome, {item.key: item.text for item in request.items}, fault)

    def _redacted(self, outcome: Outcome) -> Outcome:
        """The same, without the key in what is said about answers that cannot be used."""
        answers = [
            answer
            if answer.status == OK
            else replace(answer, detail=redact(answer.detail or "", self.key))
            for answer in outcome.answers
        ]
        return Outcome(answers, outcome.follow_ups)
