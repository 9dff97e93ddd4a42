from __future__ import annotations

import asyncio

import pytest

from hobby_profiles.llm.pace import Pace
from hobby_profiles.llm.wire import throttle as module
from hobby_profiles.llm.wire.throttle import Throttle


class Clock:
    """Time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(module.asyncio, "sleep", made.sleep)
    return made


def _open(throttle: Throttle) -> float:
    """Start one call and end it; when it started."""

    async def call() -> float:
        started = await throttle.acquire()
        throttle.release()
        return started

    return asyncio.run(call())


def test_it_never_lets_more_through_than_it_may() -> None:
    async def run() -> int:
        throttle, most = Throttle(5, Pace()), 0

        async def work() -> None:
            nonlocal most
            await throttle.acquire()
            most = max(most, throttle.in_flight)
            await asyncio.sleep(0)
            throttle.succeeded()
            throttle.release()

        await asyncio.gather(*(work() for _ in range(60)))
        assert throttle.in_flight == 0
        return most

    assert asyncio.run(run()) == 5


def test_a_rate_limit_halves_once_a_burst_and_success_adds_one_per_round(clock: Clock) -> None:
    throttle = Throttle(16, Pace(), clock)
    for _ in range(10):
        throttle.rate_limited(clock(), 0)
    assert throttle.limit == 8
    for _ in range(8):
        throttle.succeeded()
    assert 8.9 < throttle.limit < 9.1
    for _ in range(1000):
        throttle.succeeded()
    assert throttle.limit == 16
    clock.now += 1.0
    throttle.rate_limited(clock(), 0)
    assert throttle.limit == 8


def test_a_pause_that_the_server_asks_for_holds_everybody_back(clock: Clock) -> None:
    throttle = Throttle(4, Pace(), clock)
    throttle.rate_limited(clock(), 7.0)
    throttle.rate_limited(clock(), 2.0)
    _open(throttle)
    assert clock.now == 107.0


def test_failures_in_a_row_pause_longer_and_longer_and_then_end_the_run(clock: Clock) -> None:
    pace = Pace(failures_to_pause=3, first_pause_seconds=20.0, pauses_to_stop=3)
    throttle = Throttle(16, pace, clock)
    assert [throttle.failed(clock()) for _ in range(3)] == [False, False, False]
    seen = []
    for last in (False, False, True):
        before = clock.now
        started = _open(throttle)
        seen.append(clock.now - before)
        assert throttle.limit == 1.0, "one call at a time tries"
        assert throttle.failed(started) is last
    assert seen == [20.0, 40.0, 80.0]


def test_calls_from_before_a_pause_say_nothing_new_about_it(clock: Clock) -> None:
    throttle = Throttle(16, Pace(failures_to_pause=2, pauses_to_stop=1), clock)
    assert [throttle.failed(clock()) for _ in range(12)] == [False] * 12
    assert throttle.failed(_open(throttle))


def test_one_success_makes_all_well_again(clock: Clock) -> None:
    throttle = Throttle(4, Pace(failures_to_pause=2, pauses_to_stop=1), clock)
    for _ in range(50):
        assert not throttle.failed(clock())
        throttle.succeeded()
    before = clock.now
    _open(throttle)
    assert clock.now == before, "failures between successes never pause"
    throttle.failed(clock()), throttle.failed(clock())
    started = _open(throttle)
    throttle.succeeded()
    assert throttle.limit == 2.0, "after a pause the limit grows from one"
    assert not throttle.failed(started)


def test_refusals_for_one_reason_end_the_run_whatever_the_numbers_in_it() -> None:
    throttle = Throttle(4, Pace(refusals_to_stop=3))
    assert [throttle.refused(f"{n} tokens are too many") for n in (9123, 8, 77)] == [
        False, False, True,
    ]  # fmt: skip


def test_refusals_for_different_reasons_or_between_successes_do_not() -> None:
    throttle = Throttle(4, Pace(refusals_to_stop=2))
    for reason in ("a", "b", "a", "b"):
        assert not throttle.refused(reason)
    throttle.succeeded()
    assert not throttle.refused("b")


def test_requests_that_get_nothing_but_rate_limits_end_the_run() -> None:
    throttle = Throttle(4, Pace(failures_to_pause=2))
    assert not throttle.gave_up()
    throttle.succeeded()
    assert [throttle.gave_up(), throttle.gave_up()] == [False, True]
