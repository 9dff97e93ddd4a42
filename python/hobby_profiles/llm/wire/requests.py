"""Requests: items grouped into calls, the follow-ups of a bad answer, and what to send."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from hobby_profiles.llm.answers import ItemAnswer
from hobby_profiles.llm.items import Item, fence
from hobby_profiles.llm.money.prices import Price
from hobby_profiles.llm.prompts.loader import Prompt
from hobby_profiles.llm.settings import LlmSettings
from hobby_profiles.llm.store.answers import FAILED, OK, Answer
from hobby_profiles.llm.wire.reply import Reply
from hobby_profiles.llm.wire.structured import (
    read_answer,
    repair_messages,
    response_format,
)
from hobby_profiles.llm.wire.tokens import count_messages

LAST_ROUND = 2
# Another vocabulary than the counting one may need more tokens; a limit must hold all the same.
_INPUT_MARGIN = 1.3
_FIXED_OUTPUT_TOKENS = 30


@dataclass(frozen=True, slots=True)
class Request:
    """One call to make.

    Attributes:
        items: What it asks about.
        round: 1 for the first asking, 2 for the only second one.
        max_tokens: Output limit.
        bad_answer: The answer to repair, None for a fresh asking.
        problems: What is wrong with it, by item number of this request.
    """

    items: tuple[Item, ...]
    round: int
    max_tokens: int
    bad_answer: str | None = None
    problems: Mapping[int, tuple[str, str]] = field(default_factory=dict)

    def only(self, keys: Container[str]) -> Request:
        """The same request about some of its items only."""
        kept = [n for n, item in enumerate(self.items, start=1) if item.key in keys]
        return replace(
            self,
            items=tuple(self.items[n - 1] for n in kept),
            problems={
                new: self.problems[old]
                for new, old in enumerate(kept, start=1)
                if old in self.problems
            },
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one reply settles.

    Attributes:
        answers: Final answers.
        follow_ups: Requests for the items that are asked about once more.
    """

    answers: list[Answer]
    follow_ups: list[Request]


class RequestMaker:
    """Turns items into requests and replies into answers, for one prompt and one model.

    Args:
        prompt: The prompt.
        variables: A value for each variable that the prompt declares.
        settings: Settings of the layer.
        price: Price of the model, None if unknown and no limit is set.
    """

    def __init__(
        self,
        prompt: Prompt,
        variables: Mapping[str, Any],
        settings: LlmSettings,
        price: Price | None,
    ) -> None:
        prompt.check_variables(variables)
        self.prompt = prompt
        self.price = price
        self.variables = dict(variables)
        self._settings = settings
        self._answer_model: type[ItemAnswer] = prompt.answer_model
        self._format = response_format(
            settings.llm_structured_output, prompt.purpose, self._answer_model
        )

    def group(self, items: Sequence[Item], round_: int = 1) -> list[Request]:
        """Group items into fresh requests of ``hobby__llm_items_per_request``."""
        size = self._settings.llm_items_per_request
        return [
            self._fresh(tuple(items[start : start + size]), round_)
            for start in range(0, len(items), size)
        ]

    def _fresh(self, items: tuple[Item, ...], round_: int, factor: int = 1) -> Request:
        limit = _FIXED_OUTPUT_TOKENS + len(items) * self.prompt.max_output_tokens_per_item
        return Request(items, round_, limit * factor)

    def messages(self, request: Request) -> list[dict[str, str]]:
        """The chat messages of a request."""
        messages = self.prompt.fill(self.variables, fence(request.items))
        if request.bad_answer is None:
            return messages
        return repair_messages(messages, request.bad_answer, dict(request.problems))

    def body(self, request: Request) -> dict[str, Any]:
        """The arguments of the call."""
        body: dict[str, Any] = {
            "model": self._settings.llm_model,
            "messages": self.messages(request),
            self._settings.llm_output_limit_field: request.max_tokens,
        }
        if self._settings.llm_temperature >= 0:
            body["temperature"] = self._settings.llm_temperature
        if self._format is not None:
            body["response_format"] = self._format
        return body

    def highest_cost(self, request: Request, *, batch: bool = False) -> float:
        """The most that one call can cost, in US dollars; 0 without a price."""
        if self.price is None:
            return 0.0
        tokens = int(count_messages(self.messages(request)) * _INPUT_MARGIN)
        return self.price.cost(tokens, request.max_tokens, batch=batch)

    def cost(self, reply: Reply, request: Request, *, batch: bool = False) -> float | None:
        """What a reply cost, in US dollars; None without a price.

        Where the server did not count, its tokens are estimated; a call that broke off may be
        billed and counts with its input.
        """
        if self.price is None:
            return None
        if not (reply.is_paid or reply.may_be_billed):
            return 0.0
        input_tokens, output_tokens = self.tokens(reply, request)
        return self.price.cost(
            input_tokens, output_tokens, cached=min(reply.cached_tokens, input_tokens), batch=batch
        )

    def tokens(self, reply: Reply, request: Request) -> tuple[int, int]:
        """Input and output tokens: as the server counted them, else estimated."""
        if not (reply.is_paid or reply.may_be_billed):
            return 0, 0
        return (
            count_messages(self.messages(request))
            if reply.input_tokens is None
            else reply.input_tokens,
            count_messages([{"content": reply.text}])
            if reply.output_tokens is None and reply.text
            else reply.output_tokens or 0,
        )

    def settle(self, reply: Reply, request: Request) -> Outcome:
        """Read a paid reply: which items are answered, which failed, which are asked again.

        An item is asked about twice at most. A refusal of several items is asked item by item, an
        answer that was cut gets twice the room, an item left out is asked afresh, an answer of
        the wrong form is repaired with the error.
        """
        items = request.items
        if reply.status == "refused" and not reply.text:
            problems = {n: ("refused", reply.error or "refused") for n in range(1, len(items) + 1)}
            values: dict[int, dict[str, Any]] = {}
        else:
            reading = read_answer(reply.text, len(items), self._answer_model)
            values, problems = reading.values, reading.problems
            if reply.status in {"refused", "truncated"}:
                why = reply.error or reply.status
                problems = {number: (reply.status, why) for number in problems}
        answers = [Answer(items[n - 1].key, OK, value) for n, value in sorted(values.items())]
        ask_again = request.round < LAST_ROUND
        by_reason: dict[str, list[int]] = {}
        for number, (reason, detail) in sorted(problems.items()):
            if not ask_again or (reason == "refused" and len(items) == 1):
                answers.append(Answer(items[number - 1].key, FAILED, None, reason, detail))
            else:
                by_reason.setdefault(reason, []).append(number)
        follow_ups: list[Request] = []
        for reason, numbers in by_reason.items():
            chosen = tuple(items[number - 1] for number in numbers)
            second = request.round + 1
            if reason == "refused":
                follow_ups += [self._fresh((item,), second) for item in chosen]
            elif reason == "truncated":
                follow_ups.append(self._fresh(chosen, second, factor=2))
            elif reason == "missing":
                follow_ups.append(self._fresh(chosen, second))
            else:
                renumbered = {n: problems[number] for n, number in enumerate(numbers, start=1)}
                fresh = self._fresh(chosen, second)
                follow_ups.append(Request(chosen, second, fresh.max_tokens, reply.text, renumbered))
        return Outcome(answers, follow_ups)
