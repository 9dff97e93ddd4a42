from __future__ import annotations

import asyncio
import random

from hobby_profiles.llm.wire.limits import AdaptiveLimiter, CircuitBreaker, backoff


def test_the_limiter_never_lets_more_through_than_it_may() -> None:
    async def run() -> int:
        limiter, most = AdaptiveLimiter(5), 0

        async def work() -> None:
            nonlocal most
            await limiter.acquire()
            most = max(most, limiter.in_flight)
            await asyncio.sleep(0.001)
            limiter.succeeded()
            limiter.release()

        await asyncio.gather(*(work() for _ in range(60)))
        assert limiter.in_flight == 0
        return most

    assert asyncio.run(run()) == 5


def test_a_rate_limit_halves_once_a_burst_and_success_adds_one_per_round() -> None:
    limiter = AdaptiveLimiter(16)
    for _ in range(10):
        limiter.rate_limited(0)
    assert limiter.limit == 8
    for _ in range(8):
        limiter.succeeded()
    assert 8.9 < limiter.limit < 9.1
    for _ in range(1000):
        limiter.succeeded()
    assert limiter.limit == 16


def test_a_pause_holds_everybody_back() -> None:
    async def run() -> float:
        limiter = AdaptiveLimiter(4)
        limiter.rate_limited(0.1)
        started = asyncio.get_running_loop().time()
        await asyncio.gather(*(limiter.acquire() for _ in range(2)))
        return asyncio.get_running_loop().time() - started

    assert asyncio.run(run()) >= 0.099


def test_backoff_doubles_within_its_jitter_up_to_the_longest() -> None:
    jitter = random.Random(1)
    for attempt, full in [(1, 1.0), (2, 2.0), (3, 4.0), (9, 60.0), (500, 60.0)]:
        waits = [backoff(attempt, first=1.0, longest=60.0, jitter=jitter) for _ in range(200)]
        assert full / 2 <= min(waits) < max(waits) <= full
        assert max(waits) - min(waits) > full / 3, "no jitter"


def test_the_circuit_opens_tries_three_times_and_gives_up() -> None:
    breaker = CircuitBreaker(threshold=3, cooldown=0.0)
    assert [breaker.failed() for _ in range(3)] == [False, False, False]
    for last in (False, False, True):
        assert breaker.seconds_to_wait() == 0
        assert breaker.failed() is last


def test_the_open_circuit_lets_one_caller_try() -> None:
    breaker = CircuitBreaker(threshold=1, cooldown=0.0)
    breaker.failed()
    assert breaker.seconds_to_wait() == 0
    assert breaker.seconds_to_wait() > 0
    breaker.succeeded()
    assert breaker.seconds_to_wait() == 0 and breaker.failures == 0


def test_an_open_circuit_waits() -> None:
    breaker = CircuitBreaker(threshold=1, cooldown=30.0)
    breaker.failed()
    assert 29 < breaker.seconds_to_wait() <= 30


def test_failures_between_successes_never_open_the_circuit() -> None:
    breaker = CircuitBreaker(threshold=2, cooldown=30.0)
    for _ in range(50):
        breaker.failed()
        breaker.succeeded()
    assert breaker.seconds_to_wait() == 0
