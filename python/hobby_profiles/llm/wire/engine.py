"""The asking itself: many calls at once, within the limits of the server and of the purse."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Sequence
from itertools import count
from typing import Any

from tenacity import AsyncRetrying, RetryCallState, retry_if_result, stop_after_attempt
from tenacity.wait import wait_random_exponential

from hobby_profiles.llm import cancel
from hobby_profiles.llm.errors import BudgetError, CancelledError, LanguageModelError
from hobby_profiles.llm.items import Item
from hobby_profiles.llm.store.answers import now
from hobby_profiles.llm.store.keeper import Keeper
from hobby_profiles.llm.wire.job import Job
from hobby_profiles.llm.wire.reply import Reply
from hobby_profiles.llm.wire.requests import Outcome, Request
from hobby_profiles.llm.wire.resume import open_requests
from hobby_profiles.llm.wire.throttle import Throttle
from hobby_profiles.llm.wire.transport import make_client, send
from hobby_profiles.llm.wire.verdict import reason_to_stop

_Tried = tuple[Reply | None, Outcome]
_NOTHING: _Tried = (None, Outcome([], []))


class Engine:
    """Makes calls until every request is settled or the run has to stop.

    Args:
        job: What asking needs.
    """

    def __init__(self, job: Job) -> None:
        self._job = job
        self._pace = job.pace
        self._throttle = Throttle(job.settings.llm_max_concurrency, job.pace)
        self._keeper = Keeper(job.store, job.pace, job.settings.llm_max_concurrency)
        self._backoff = wait_random_exponential(
            multiplier=job.pace.first_wait_seconds, max=job.pace.longest_wait_seconds
        )
        self._stop: LanguageModelError | None = None
        self._stopping = asyncio.Event()

    def run(self, items: Sequence[Item]) -> None:
        """Ask about items; returns when every one has an answer or has failed.

        Raises:
            LanguageModelError: If the run has to end early; answers so far are kept.
        """
        self._keeper.prepare()
        asyncio.run(self._run(deque(open_requests(self._job.store, self._job.maker, items))))

    async def _run(self, queue: deque[Request]) -> None:
        size = min(self._job.settings.llm_max_concurrency, len(queue))
        async with make_client(self._job.settings, self._job.key, self._pace) as client:
            workers = [asyncio.create_task(self._work(client, queue)) for _ in range(size)]
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
                await self._keeper.write_held()
        if self._stop is not None:
            raise self._stop

    async def _let_arrive(self, pending: set[asyncio.Task[Any]]) -> None:
        """After a stop, wait for the calls in flight, which are paid for; after Ctrl-C not long."""
        end = time.monotonic() + self._job.settings.llm_timeout_seconds
        is_hurried = False
        while pending and self._throttle.in_flight and time.monotonic() < end:
            if cancel.is_requested() and not is_hurried:
                is_hurried, end = True, min(end, time.monotonic() + self._pace.grace_seconds)
            done, pending = await asyncio.wait(pending, timeout=self._pace.poll_seconds / 2)
            _raise_first(done)

    async def _watch(self) -> None:
        while not cancel.is_requested():
            await asyncio.sleep(self._pace.poll_seconds)
        self._end(
            CancelledError(
                "Stopped as asked. Every answer that arrived is kept; run again to go on."
            )
        )

    def _end(self, why: LanguageModelError) -> None:
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
        body, attempts = self._job.maker.body(request), count(1)

        async def once() -> _Tried:
            return await self._try(client, body, request, next(attempts))

        retrying = AsyncRetrying(
            sleep=self._wait,
            stop=stop_after_attempt(self._pace.attempts),
            wait=self._seconds_to_next,
            retry=retry_if_result(self._tries_again),
            retry_error_callback=_last_result,
        )
        tried: _Tried = await retrying(once)
        return tried[1].follow_ups

    def _tries_again(self, tried: _Tried) -> bool:
        reply, _ = tried
        return self._stop is None and reply is not None and reply.is_retryable

    def _seconds_to_next(self, state: RetryCallState) -> float:
        reply, _ = _last_result(state)
        asked = reply.retry_after or 0.0 if reply else 0.0
        return max(self._backoff(state), min(asked, self._pace.longest_wait_seconds))

    async def _try(self, client: Any, body: Any, request: Request, attempt: int) -> _Tried:
        """Make one call and write down what came of it."""
        reserved, is_last = self._job.maker.highest_cost(request), attempt == self._pace.attempts
        started = await self._may_ask(reserved)
        if started is None:
            return _NOTHING
        at, cost = now(), 0.0

        def keep(reply: Reply) -> Outcome:
            seconds = time.monotonic() - started
            return self._keep(request, reply, attempt, at, seconds, is_last)

        try:
            timeout = self._job.settings.llm_timeout_seconds
            reply = await send(client, body, timeout, self._job.key)
            cost = self._job.maker.cost(reply, request) or 0.0
        except asyncio.CancelledError:
            cost = reserved
            keep(Reply("cancelled", error="the run stopped before the answer arrived"))
            raise
        finally:
            self._job.budget.settle(reserved, cost)
            self._throttle.release()
        outcome = keep(reply)
        if reply.is_paid:
            self._throttle.succeeded()
        elif why := reason_to_stop(
            self._job, self._throttle, reply, started=started, is_last=is_last
        ):
            self._end(why)
        return reply, outcome

    async def _may_ask(self, reserved: float) -> float | None:
        """Wait for a free place and enough money; None if the run stops."""
        while self._stop is None:
            started = await self._throttle.acquire()
            try:
                if self._stop is None and self._job.budget.try_set_aside(reserved):
                    return started
            except BudgetError as error:
                self._end(error)
            self._throttle.release()
            await self._wait(self._pace.poll_seconds / 2)
        return None

    def _keep(
        self, request: Request, reply: Reply, attempt: int, at: str, seconds: float, is_last: bool
    ) -> Outcome:
        """Write the call, and what it settles, into the store in one commit."""
        kept = self._job.read(
            request, reply, mode="live", attempt=attempt, at=at, seconds=seconds, is_last=is_last
        )
        full = self._keeper.save(kept.call, kept.outcome.answers, kept.texts)
        if full is not None:
            self._end(full)
        self._job.on_settled(kept.outcome.answers)
        if kept.fault is not None:
            raise kept.fault
        return kept.outcome

    async def _wait(self, seconds: float) -> None:
        """Sleep, but no longer than until the run stops."""
        try:
            await asyncio.wait_for(self._stopping.wait(), seconds)
        except TimeoutError:
            return


def _last_result(state: RetryCallState) -> _Tried:
    return state.outcome.result() if state.outcome else _NOTHING


def _raise_first(done: set[asyncio.Task[Any]]) -> None:
    for task in done:
        error = task.exception()
        if error is not None:
            raise error
