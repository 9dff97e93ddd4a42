"""How hard to push: calls in flight, pauses, and when to give up an endpoint."""

from __future__ import annotations

import asyncio
import re
import time
from collections import deque
from collections.abc import Callable

from hobby_profiles.llm.pace import Pace

_DECREASE = 0.5
_NEVER = float("-inf")
_NUMBERS = re.compile(r"\d+")


class Throttle:
    """Calls in flight, by additive increase and multiplicative decrease.

    Starts at the maximum. A rate limit answer halves the limit, unless its call started before
    the last halving: one burst of refusals is one piece of news. Each success adds ``1 / limit``,
    which is one more call in flight per round trip (Chiu and Jain, 1989: the control that TCP
    uses).

    Failures are the same news, only worse. After ``failures_to_pause`` of them in a row nobody
    starts for a while, and then one call at a time; its success lets the limit grow again. After
    its failure the pause is twice as long, and after ``pauses_to_stop`` pauses it is time to stop.

    Args:
        most: Calls in flight at most, at least 1.
        pace: Numbers and seconds.
        clock: Seconds that never go back.
    """

    def __init__(self, most: int, pace: Pace, clock: Callable[[], float] = time.monotonic) -> None:
        self.limit = float(most)
        self.in_flight = 0
        self.failures = 0
        self.turned_away = 0
        self.alike = 0
        self._most = most
        self._pace = pace
        self._clock = clock
        self._refusal = ""
        self._pauses = 0
        self._paused_at = self._resume_at = self._decreased_at = _NEVER
        self._waiting: deque[asyncio.Future[None]] = deque()

    async def acquire(self) -> float:
        """Wait for a free place, and until a pause is over.

        Returns:
            When the call may start, on the clock: whether its failure is news depends on it.
        """
        while True:
            pause = self._resume_at - self._clock()
            if pause > 0:
                await asyncio.sleep(pause)
            elif self.in_flight < max(1, int(self.limit)):
                self.in_flight += 1
                return self._clock()
            else:
                place: asyncio.Future[None] = asyncio.get_running_loop().create_future()
                self._waiting.append(place)
                await place

    def release(self) -> None:
        """Give the place back and wake as many as may go on."""
        self.in_flight -= 1
        free = max(1, int(self.limit)) - self.in_flight
        while self._waiting and free > 0:
            place = self._waiting.popleft()
            if not place.done():
                place.set_result(None)
                free -= 1

    def succeeded(self) -> None:
        """Count one answer: all is well, push a little harder."""
        self.failures = self.turned_away = self.alike = self._pauses = 0
        self.limit = min(float(self._most), self.limit + 1 / self.limit)

    def rate_limited(self, started: float, pause_seconds: float) -> None:
        """Count one rate limit answer: halve, and let nobody start for a while.

        Args:
            started: From :meth:`acquire`.
            pause_seconds: Seconds that the server asked for; 0 if it did not say.
        """
        now = self._clock()
        if started > self._decreased_at:
            self._decreased_at = now
            self.limit = max(1.0, self.limit * _DECREASE)
        self._resume_at = max(self._resume_at, now + pause_seconds)

    def gave_up(self) -> bool:
        """Count a request that got nothing but rate limits; True if it is time to stop."""
        self.turned_away += 1
        return self.turned_away >= self._pace.failures_to_pause

    def failed(self, started: float) -> bool:
        """Count one failed call.

        Args:
            started: From :meth:`acquire`; a call from before the last pause says nothing new.

        Returns:
            True if it is time to stop.
        """
        self.failures += 1
        if started <= self._paused_at or (
            not self._pauses and self.failures < self._pace.failures_to_pause
        ):
            return False
        if self._pauses == self._pace.pauses_to_stop:
            return True
        self._paused_at = self._clock()
        self._resume_at = self._paused_at + self._pace.first_pause_seconds * 2.0**self._pauses
        self._pauses += 1
        self.limit = 1.0
        return False

    def refused(self, reason: str) -> bool:
        """Count one request that the server calls wrong; True if it is time to stop.

        Args:
            reason: What the server said; numbers in it, such as lengths, make no difference.
        """
        refusal = _NUMBERS.sub("#", reason)
        self.alike = self.alike + 1 if refusal == self._refusal else 1
        self._refusal = refusal
        return self.alike >= self._pace.refusals_to_stop
