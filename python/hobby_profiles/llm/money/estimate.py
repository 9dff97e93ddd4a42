"""What a run would cost, before any call is made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hobby_profiles.llm.client import make_items, prompt_of
from hobby_profiles.llm.items import Fields
from hobby_profiles.llm.money.prices import read_price
from hobby_profiles.llm.settings import LlmSettings, Purpose
from hobby_profiles.llm.store.answers import Store
from hobby_profiles.llm.wire.requests import RequestMaker
from hobby_profiles.llm.wire.tokens import count_messages

_ENVELOPE_TOKENS = 6


@dataclass(frozen=True, slots=True)
class Question:
    """What would be asked for one purpose.

    Attributes:
        purpose: Which prompt.
        items: The items as far as they are known today.
        variables: Variables of the prompt.
        scale: Items that will really be asked, as a multiple of ``items``.
        basis: Where the items come from, in words.
    """

    purpose: Purpose
    items: Sequence[Fields]
    variables: Mapping[str, Any]
    scale: float = 1.0
    basis: str = "counted"


@dataclass(frozen=True, slots=True)
class Estimate:
    """What one purpose would cost.

    Attributes:
        purpose: Which prompt.
        items: Different items in all.
        cached: Items that have an answer already and cost nothing.
        calls: Calls to make, without retries.
        input_tokens: Tokens to send.
        output_tokens: Tokens to get, by the prompt's typical answer.
        cost_usd: US dollars, None if the model has no price.
        basis: Where the number of items comes from, in words.
    """

    purpose: str
    items: int
    cached: int
    calls: int
    input_tokens: int
    output_tokens: int
    cost_usd: float | None
    basis: str


def estimate(settings: LlmSettings, questions: Iterable[Question]) -> list[Estimate]:
    """Estimate calls, tokens and dollars; reads the cache and makes no call.

    Args:
        settings: Settings of the layer; no key is needed.
        questions: What would be asked.

    Raises:
        PriceError: If the price list cannot be read.
    """
    price = read_price(settings.llm_prices_file, settings.llm_model)
    store = Store(settings.store_path) if settings.store_path.exists() else None
    try:
        return [_estimate(settings, question, price, store) for question in questions]
    finally:
        if store is not None:
            store.close()


def _estimate(
    settings: LlmSettings, question: Question, price: Any, store: Store | None
) -> Estimate:
    prompt = prompt_of(settings, question.purpose)
    maker = RequestMaker(prompt, question.variables, settings, price)
    made = make_items(settings, prompt, question.items, question.variables)
    items = {item.key: item for item in made}
    cached = store.answers(items) if store is not None else {}
    requests = maker.group([items[key] for key in sorted(items.keys() - cached.keys())])
    sent = sum(count_messages(maker.messages(request)) for request in requests)
    got = sum(
        _ENVELOPE_TOKENS + len(request.items) * prompt.expected_output_tokens_per_item
        for request in requests
    )
    scale = question.scale
    tokens = round(sent * scale), round(got * scale)
    return Estimate(
        purpose=question.purpose,
        items=round(len(items) * scale),
        cached=len(cached),
        calls=round(len(requests) * scale),
        input_tokens=tokens[0],
        output_tokens=tokens[1],
        cost_usd=None if price is None else price.cost(*tokens, batch=settings.llm_mode == "batch"),
        basis=question.basis,
    )
