"""What is no setting, because nobody needs to turn it: patience, sizes and limits, in one place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """How patient the client is, and how much it takes in.

    Attributes:
        attempts: Times one request is sent when it fails on the way.
        first_wait_seconds: Longest wait before the second attempt; doubles with each attempt.
        longest_wait_seconds: Longest single wait; a server that asks for more ends the run.
        failures_to_pause: Failed calls in a row, without one success, that make all pause.
        first_pause_seconds: The first such pause; doubles with each one.
        pauses_to_stop: Pauses, each followed by one failed call, that end the run.
        refusals_to_stop: Requests refused in a row with one and the same reason that end the run.
        grace_seconds: Seconds that calls in flight get to arrive after Ctrl-C.
        poll_seconds: Seconds between two looks at a flag or a file.
        answer_bytes: Bytes of one HTTP answer at most; the rest is not read.
        hold_seconds: Seconds that paid answers wait in memory for a full disk to get room.
        least_failures: Failed items up to which no share of them ends a run.
        batch_requests: Requests in one batch file (OpenAI allows 50,000).
        batch_poll_seconds: Seconds between two looks at a running batch.
        batch_wait_seconds: Seconds to wait for a batch before a run ends with "run again".
    """

    attempts: int = 6
    first_wait_seconds: float = 1.0
    longest_wait_seconds: float = 120.0
    failures_to_pause: int = 12
    first_pause_seconds: float = 20.0
    pauses_to_stop: int = 3
    refusals_to_stop: int = 8
    grace_seconds: float = 3.0
    poll_seconds: float = 0.1
    answer_bytes: int = 2 * 1024 * 1024
    hold_seconds: float = 60.0
    least_failures: int = 2
    batch_requests: int = 20_000
    batch_poll_seconds: float = 30.0
    batch_wait_seconds: float = 3600.0


PACE = Pace()
