"""How hard to push: adaptive concurrency, backoff and the circuit breaker."""

from __future__ import annotations

import asyncio
import random
import time
from collections import deque

_DECREASE = 0.5
_SECONDS_BETWEEN_DECREASES = 1.0
_TRIES = 3


class AdaptiveLimiter:
    """Calls in flight, by additive increase and multiplicative decrease.

    Starts at the maximum. A rate limit answer halves the limit, at most once a second, because
    one burst of refusals is one piece of news; each success adds ``1 / limit``, which is one more
    call in flight per round trip (Chiu and Jain, 1989: the control that TCP uses).

    Args:
        maximum: Calls in flight at most, at least 1.
    """

    def __init__(self, maximum: int) -> None:
        self.maximum = maximum
        self.limit = float(maximum)
        self.in_flight = 0
        self._resume_at = 0.0
        self._decreased_at = -_SECONDS_BETWEEN_DECREASES
        self._waiting: deque[asyncio.Future[None]] = deque()

    async def acquire(self) -> None:
        """Wait for a free place, and until a pause that the server asked for is over."""
        while True:
            pause = self._resume_at - time.monotonic()
            if pause > 0:
                await asyncio.sleep(pause)
            elif self.in_flight < max(1, int(self.limit)):
                self.in_flight += 1
                return
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
        """Count one success: push a little harder."""
        self.limit = min(float(self.maximum), self.limit + 1 / self.limit)

    def rate_limited(self, pause_seconds: float) -> None:
        """Count one rate limit answer: halve, and let nobody start for a while.

        Args:
            pause_seconds: Seconds that the server asked for; 0 if it did not say.
        """
        now = time.monotonic()
        if now - self._decreased_at >= _SECONDS_BETWEEN_DECREASES:
            self._decreased_at = now
            self.limit = max(1.0, self.limit * _DECREASE)
        self._resume_at = max(self._resume_at, now + pause_seconds)


def backoff(attempt: int, *, first: float, longest: float, jitter: random.Random) -> float:
    """Seconds to wait before the next attempt: doubling, with half of it left to chance.

    Args:
        attempt: Attempts made so far, from 1.
        first: Seconds after the first attempt, before jitter.
        longest: Seconds at most.
        jitter: Source of chance; spreads clients that failed together.

    Returns:
        Seconds, between half of the doubled time and all of it.
    """
    full = min(longest, first * 2.0 ** min(attempt - 1, 30))
    return full * (0.5 + 0.5 * jitter.random())


class CircuitBreaker:
    """Stops asking an endpoint that keeps failing.

    After ``threshold`` failures in a row it opens: nobody asks for ``cooldown`` seconds, then one
    call tries. Its success closes the circuit. After its failure the pause is twice as long; the
    third such failure ends the run.

    Args:
        threshold: Failures in a row that open the circuit.
        cooldown: Seconds until the first call that tries.
    """

    def __init__(self, threshold: int, cooldown: float) -> None:
        self._threshold = threshold
        self._cooldown = cooldown
        self._failures = 0
        self._open_until: float | None = None
        self._trying = False
        self._tried = 0

    @property
    def failures(self) -> int:
        """Failures in a row since the last success."""
        return self._failures

    def seconds_to_wait(self) -> float:
        """Return 0 if this caller may ask now, otherwise seconds after which to look again."""
        if self._open_until is None:
            return 0.0
        left = self._open_until - time.monotonic()
        if left > 0:
            return left
        if self._trying:
            return 0.05
        self._trying = True
        return 0.0

    def succeeded(self) -> None:
        """Close the circuit."""
        self._failures = 0
        self._open_until = None
        self._trying = False
        self._tried = 0

    def failed(self) -> bool:
        """Count a failure.

        Returns:
            True if every call that tried after a pause failed too: give up.
        """
        self._failures += 1
        if self._open_until is None:
            if self._failures >= self._threshold:
                self._open_until = time.monotonic() + self._cooldown
        elif self._trying:
            self._trying = False
            self._tried += 1
            self._open_until = time.monotonic() + self._cooldown * 2**self._tried
        return self._tried >= _TRIES
