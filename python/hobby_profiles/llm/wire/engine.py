"""The asking itself: many calls at once, within the limits of the server and of the purse."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

from pydantic import SecretStr

from hobby_profiles.llm import cancel
from hobby_profiles.llm.errors import (
    BudgetError,
    CancelledError,
    EndpointError,
    StoppedError,
)
from hobby_profiles.llm.items import Item
from hobby_profiles.llm.money.budget import Budget
from hobby_profiles.llm.settings import LlmSettings
from hobby_profiles.llm.store.answers import FAILED, UNANSWERED, Answer, Store, now
from hobby_profiles.llm.wire.calls import all_fail, call_row
from hobby_profiles.llm.wire.limits import AdaptiveLimiter, CircuitBreaker, backoff
from hobby_profiles.llm.wire.requests import Outcome, Request, RequestMaker, new_jitter
from hobby_profiles.llm.wire.resume import open_requests
from hobby_profiles.llm.wire.transport import Reply, make_client, send

_GRACE_SECONDS = 3.0
_POLL_SECONDS = 0.1

OnSettled = Callable[[Sequence[Answer], float], None]
"""Called after each call with the final answers it brought and its cost in US dollars."""


class Engine:
    """Makes calls until every request is settled or the run has to stop.

    Args:
        settings: Settings of the layer.
        key: The key of the endpoint.
        store: Where calls and answers are kept.
        maker: Makes requests and reads replies.
        budget: What may be spent.
        on_settled: Told about every call, for the progress line.
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
        self._limiter = AdaptiveLimiter(settings.llm_max_concurrency)
        self._breaker = CircuitBreaker(settings.llm_failures_to_stop, settings.llm_cooldown_seconds)
        self._turned_away = 0
        self._jitter = new_jitter()
        self._stop: StoppedError | None = None
        self._stopping = asyncio.Event()

    def run(self, items: Sequence[Item]) -> None:
        """Ask about items; returns when every one has an answer or has failed.

        Raises:
            StoppedError: If the run has to end early; answers so far are kept.
        """
        asyncio.run(self._run(deque(open_requests(self._store, self._maker, items))))

    async def _run(self, queue: deque[Request]) -> None:
        count = min(self._settings.llm_max_concurrency, len(queue))
        async with make_client(self._settings, self._key) as client:
            workers = [asyncio.create_task(self._work(client, queue)) for _ in range(count)]
            watcher = asyncio.create_task(self._watch())
            stopping = asyncio.create_task(self._stopping.wait())
            pending: set[asyncio.Task[Any]] = set(workers)
            try:
                while pending and not stopping.done():
                    done, pending = await asyncio.wait(
                        {*pending, stopping}, return_when=asyncio.FIRST_COMPLETED
                    )
                    pending.discard(stopping)
                    _raise_first(done - {stopping})
                await self._let_arrive(pending)
            finally:
                for task in (*workers, watcher, stopping):
                    task.cancel()
                await asyncio.gather(*workers, watcher, stopping, return_exceptions=True)
        if self._stop is not None:
            raise self._stop

    async def _let_arrive(self, pending: set[asyncio.Task[Any]]) -> None:
        """After a stop, wait for the calls in flight, which are paid for; after Ctrl-C not long."""
        end = time.monotonic() + self._settings.llm_timeout_seconds
        is_hurried = False
        while pending and self._limiter.in_flight and time.monotonic() < end:
            if cancel.is_requested() and not is_hurried:
                is_hurried, end = True, min(end, time.monotonic() + _GRACE_SECONDS)
            done, pending = await asyncio.wait(pending, timeout=_POLL_SECONDS / 2)
            _raise_first(done)

    async def _watch(self) -> None:
        while not cancel.is_requested():
            await asyncio.sleep(_POLL_SECONDS)
        self._end(
            CancelledError(
                "Stopped as asked. Every answer that arrived is kept; run again to go on."
            )
        )

    def _end(self, why: StoppedError) -> None:
        """Stop the run; the first reason counts."""
        if self._stop is None:
            self._stop = why
            self._stopping.set()

    async def _work(self, client: Any, queue: deque[Request]) -> None:
        """Take requests from the queue, with the follow-ups of each, until there are none."""
        own: deque[Request] = deque()
        while (own or queue) and self._stop is None:
            request = own.popleft() if own else queue.popleft()
            own.extend(await self._settle(client, request))

    async def _settle(self, client: Any, request: Request) -> list[Request]:
        """Ask until there is an answer, or the attempts are used up."""
        body = self._maker.body(request)
        for attempt in range(1, self._settings.llm_max_attempts + 1):
            reserved = self._maker.highest_cost(request)
            if not await self._may_ask(reserved):
                return []
            started, at, cost = time.perf_counter(), now(), 0.0
            try:
                reply = await send(client, body, self._settings.llm_timeout_seconds, self._key)
                cost = self._maker.cost(reply, request) or 0.0
            except asyncio.CancelledError:
                cost = reserved
                gone = Reply("cancelled", error="the run stopped before the answer arrived")
                self._keep(request, gone, attempt, at, time.perf_counter() - started)
                raise
            finally:
                self._budget.settle(reserved, cost)
                self._limiter.release()
            outcome = self._keep(request, reply, attempt, at, time.perf_counter() - started)
            if reply.is_paid:
                self._limiter.succeeded()
                self._breaker.succeeded()
                self._turned_away = 0
                return outcome.follow_ups
            if not self._note_failure(reply) or not reply.is_retryable:
                return []
            if attempt < self._settings.llm_max_attempts:
                await self._wait(self._seconds_to_next(attempt, reply))
        if reply.status == "rate_limited":
            self._note_turned_away(reply)
        return []

    async def _may_ask(self, reserved: float) -> bool:
        """Wait for a closed circuit, a free place and enough money; False if the run stops."""
        while self._stop is None:
            seconds = self._breaker.seconds_to_wait()
            if seconds > 0:
                await self._wait(seconds)
                continue
            await self._limiter.acquire()
            try:
                if self._stop is None and self._budget.try_set_aside(reserved):
                    return True
            except BudgetError as error:
                self._end(error)
            self._limiter.release()
            await self._wait(_POLL_SECONDS / 2)
        return False

    def _keep(
        self, request: Request, reply: Reply, attempt: int, at: str, seconds: float
    ) -> Outcome:
        """Write the call, and what it settles, into the store in one commit."""
        outcome, fault = Outcome([], []), None
        if reply.is_paid:
            try:
                outcome = self._maker.settle(reply, request)
            except Exception as error:  # The answer is paid for: keep it whatever reading it does.
                fault = error
        elif not reply.is_retryable and reply.status != "denied":
            outcome = Outcome(all_fail(request, FAILED, reply), [])
        elif attempt == self._settings.llm_max_attempts or reply.status == "denied":
            outcome = Outcome(all_fail(request, UNANSWERED, reply), [])
        call = call_row(
            self._settings, self._maker, request, reply,
            mode="live", attempt=attempt, at=at, seconds=seconds,
            is_settled=fault is None and not outcome.follow_ups,
        )  # fmt: skip
        texts = {item.key: item.text for item in request.items}
        self._store.save_call(call, outcome.answers, texts)
        self._on_settled(outcome.answers, call["cost_usd"] or 0.0)
        if fault is not None:
            raise fault
        return outcome

    def _note_failure(self, reply: Reply) -> bool:
        """Adapt to a failed call; False if the run stops because of it."""
        where = f"{self._settings.endpoint} ({self._settings.llm_model})"
        kept = "Answers so far are kept; run again to go on."
        if reply.status == "denied":
            self._end(
                EndpointError(
                    f"The endpoint {where} refuses to answer: {reply.error}. Check "
                    f"hobby__llm_base_url, hobby__llm_model and the key in "
                    f"{self._settings.llm_api_key_env}. {kept}"
                )
            )
        elif reply.status == "rate_limited":
            pause = reply.retry_after or 0.0
            if pause > self._settings.llm_max_wait_seconds:
                self._end(
                    EndpointError(
                        f"The endpoint {where} asks to wait {pause:,.0f} seconds, more than "
                        f"hobby__llm_max_wait_seconds "
                        f"({self._settings.llm_max_wait_seconds:,.0f}). {kept}"
                    )
                )
            self._limiter.rate_limited(pause)
        elif self._breaker.failed():
            self._end(
                EndpointError(
                    f"The endpoint {where} failed {self._breaker.failures} times in a row, "
                    "the last ones after longer and longer pauses. The last time: "
                    f"{reply.status}: {reply.error}. {kept}"
                )
            )
        return self._stop is None

    def _note_turned_away(self, reply: Reply) -> None:
        """Count a request given up because of rate limits; stop if nothing else comes back."""
        self._turned_away += 1
        if self._turned_away >= self._settings.llm_failures_to_stop:
            self._end(
                EndpointError(
                    f"The endpoint {self._settings.endpoint} ({self._settings.llm_model}) gave "
                    f"{self._turned_away} requests in a row nothing but rate limits, each of them "
                    f"{self._settings.llm_max_attempts} times. The last one: {reply.error}. Check "
                    "the limits of your account, or lower hobby__llm_max_concurrency. Answers so "
                    "far are kept; run again to go on."
                )
            )

    def _seconds_to_next(self, attempt: int, reply: Reply) -> float:
        waits = backoff(
            attempt,
            first=self._settings.llm_backoff_seconds,
            longest=self._settings.llm_max_wait_seconds,
            jitter=self._jitter,
        )
        return max(waits, min(reply.retry_after or 0.0, self._settings.llm_max_wait_seconds))

    async def _wait(self, seconds: float) -> None:
        """Sleep, but no longer than until the run stops."""
        try:
            await asyncio.wait_for(self._stopping.wait(), seconds)
        except TimeoutError:
            return


def _raise_first(done: set[asyncio.Task[Any]]) -> None:
    for task in done:
        error = task.exception()
        if error is not None:
            raise error
