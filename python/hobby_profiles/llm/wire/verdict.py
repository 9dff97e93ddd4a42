"""What a failed call means for the run: go on, push less, or stop and say why."""

from __future__ import annotations

from hobby_profiles.llm.errors import EndpointError
from hobby_profiles.llm.wire.job import Job
from hobby_profiles.llm.wire.reply import Reply
from hobby_profiles.llm.wire.throttle import Throttle

_KEPT = "Answers so far are kept; run again to go on."


def reason_to_stop(
    job: Job, throttle: Throttle, reply: Reply, *, started: float, is_last: bool
) -> EndpointError | None:
    """Adapt to a call without an answer.

    Args:
        job: Names the endpoint and the limits.
        throttle: Told about the failure.
        reply: What came back instead of an answer.
        started: From :meth:`Throttle.acquire` of this call.
        is_last: Whether all attempts of its request are used up.

    Returns:
        None, or why the run stops.
    """
    said = f"{reply.status}: {reply.error}"
    if reply.status == "denied":
        return EndpointError(
            f"The endpoint {job.endpoint} refuses to answer: {reply.error}. Check "
            f"hobby__llm_base_url, hobby__llm_model and the key in "
            f"{job.settings.llm_api_key_env}. {_KEPT}"
        )
    if reply.status == "bad_request":
        if throttle.refused(reply.error or ""):
            return EndpointError(
                f"The endpoint {job.endpoint} calls {throttle.alike} requests in a row wrong, all "
                f"for one reason (HTTP {reply.http_status}): {reply.error}. Correct the "
                "hobby__llm_ setting that it is about. None of this is final: the next run asks "
                "again."
            )
        return None
    if reply.status == "rate_limited":
        pause = reply.retry_after or 0.0
        throttle.rate_limited(started, min(pause, job.pace.longest_wait_seconds))
        if pause > job.pace.longest_wait_seconds:
            return EndpointError(
                f"The endpoint {job.endpoint} asks to wait {pause:,.0f} seconds, more than the "
                f"{job.pace.longest_wait_seconds:,.0f} that a run waits. {_KEPT}"
            )
        if is_last and throttle.gave_up():
            return EndpointError(
                f"The endpoint {job.endpoint} gave {throttle.turned_away} requests in a row "
                f"nothing but rate limits, each of them {job.pace.attempts} times. The last one: "
                f"{reply.error}. Check the limits of your account, or lower "
                f"hobby__llm_max_concurrency. {_KEPT}"
            )
        return None
    if throttle.failed(started):
        return EndpointError(
            f"The endpoint {job.endpoint} failed {throttle.failures} times in a row, the last "
            f"ones after longer and longer pauses. The last time: {said}. {_KEPT}"
        )
    return None
