"""When too many items have no usable answer for a run to be called a success."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from hobby_profiles.llm.errors import TooManyFailuresError
from hobby_profiles.llm.pace import Pace
from hobby_profiles.llm.settings import LlmSettings
from hobby_profiles.llm.store.answers import OK, UNANSWERED, Answer, Store
from hobby_profiles.llm.wire.requests import RequestMaker

_LISTED = 3
_QUOTED = 300


def check_failures(
    store: Store,
    maker: RequestMaker,
    settings: LlmSettings,
    pace: Pace,
    answers: Sequence[Answer],
) -> None:
    """Refuse to go on with what is left after too many failures.

    One or two failures may be the fault of their texts, unless nothing was ever answered with this
    model and prompt.

    Args:
        store: Knows what was answered before.
        maker: Knows the prompt.
        settings: The share that may fail.
        pace: The number that may fail whatever their share.
        answers: One for each item.

    Raises:
        TooManyFailuresError: With the reasons and what cures them.
    """
    failed = [answer for answer in answers if answer.status != OK]
    if len(failed) <= settings.llm_max_failed_share * len(answers):
        return
    is_all_unanswered = {answer.status for answer in answers} == {UNANSWERED}
    if len(failed) <= pace.least_failures and not (
        is_all_unanswered and not store.has_answered(settings.llm_model, maker.prompt.content_hash)
    ):
        return
    reasons = Counter(answer.reason for answer in failed).most_common(_LISTED)
    example = next(answer for answer in failed if answer.reason == reasons[0][0])
    said = " ".join(str(example.detail).split())[:_QUOTED]
    unanswered = sum(answer.status == UNANSWERED for answer in failed)
    raise TooManyFailuresError(
        f"{len(failed):,} of {len(answers):,} items of the purpose {maker.prompt.purpose!r} have "
        f"no usable answer from {settings.llm_model}, a share of "
        f"{len(failed) / len(answers):.2f}; hobby__llm_max_failed_share allows "
        f"{settings.llm_max_failed_share:g}. Reasons: "
        + ", ".join(f"{reason} ({count:,})" for reason, count in reasons)
        + f"; for example: {said}. Answers so far are kept. Mend what the reason names (the model, "
        "hobby__llm_structured_output, a prompt of your own) and run again: "
        f"{unanswered:,} of them are asked again by themselves, the others with "
        "hobby__llm_retry_failed: true. Or raise the share. `hobby-profiles cache stats` counts "
        "all reasons."
    )
