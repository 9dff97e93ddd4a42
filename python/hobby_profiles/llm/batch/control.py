"""Batches from outside a dbt run: fetch what is finished, cancel what is open."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from openai import APIError

from hobby_profiles.llm.batch.run import BatchRunner
from hobby_profiles.llm.batch.store import OPEN_STATES, batches
from hobby_profiles.llm.errors import BatchPendingError, CacheError, EndpointError
from hobby_profiles.llm.money.budget import Budget
from hobby_profiles.llm.money.prices import read_price
from hobby_profiles.llm.pace import PACE
from hobby_profiles.llm.prompts.loader import load_prompt
from hobby_profiles.llm.settings import LlmSettings
from hobby_profiles.llm.store.answers import Store
from hobby_profiles.llm.wire.job import Job
from hobby_profiles.llm.wire.requests import RequestMaker
from hobby_profiles.llm.wire.secrets import read_key, redact
from hobby_profiles.llm.wire.transport import make_client


def _runner(settings: LlmSettings, store: Store, batch: dict[str, Any]) -> BatchRunner:
    """A runner with the prompt and the variables that a batch was made with."""
    chosen = settings.model_copy(update={"llm_model": batch["model"]})
    prompt = load_prompt(batch["purpose"], batch["prompt_version"], settings.llm_prompts_dir)
    price = read_price(settings.llm_prices_file, batch["model"])
    maker = RequestMaker(prompt, json.loads(batch["variables"]), chosen, price)
    key = read_key(settings.llm_api_key_env)
    pace = replace(PACE, batch_wait_seconds=0.0)
    return BatchRunner(Job(chosen, key, store, maker, Budget(None), lambda answers: None, pace))


def collect_finished(settings: LlmSettings, store: Store) -> Iterator[str]:
    """Fetch the answers of finished batches of this endpoint.

    Args:
        settings: Settings of the layer.
        store: Knows the batches.

    Yields:
        A line for people about each open batch.
    """
    try:
        for batch in batches(store, OPEN_STATES):
            name = f"{batch['batch_key'][:8]} ({batch['purpose']}, {batch['request_count']:,})"
            if batch["endpoint"] != settings.endpoint:
                yield f"{name}: at {batch['endpoint']}, which is not the endpoint in use."
                continue
            runner = _runner(settings, store, batch)
            if batch["batch_key"] not in {b["batch_key"] for b in runner.open_batches()}:
                yield f"{name}: made with another text of its prompt; put that file back first."
                continue
            try:
                asyncio.run(runner.finish_one(batch["batch_key"]))
            except BatchPendingError as pending:
                yield f"{name}: {pending}"
            else:
                yield f"{name}: collected."
    finally:
        store.claims.release()


def cancel_batch(settings: LlmSettings, store: Store, start: str) -> str:
    """Cancel one batch at the provider.

    Args:
        settings: Settings of the layer.
        store: Knows the batches.
        start: The beginning of its key.

    Returns:
        What happened, for people.

    Raises:
        CacheError: If no open batch, or more than one, starts like that.
    """
    found = [b for b in batches(store, OPEN_STATES) if b["batch_key"].startswith(start)]
    if len(found) != 1 or not found[0]["batch_id"]:
        raise CacheError(
            f"{len(found)} open batches start with {start!r}; see `hobby-profiles batch list`. A "
            "batch that was not handed in yet cannot be cancelled."
        )
    key = read_key(settings.llm_api_key_env)

    async def cancel() -> str:
        async with make_client(settings, key, PACE) as client:
            seen = await client.batches.cancel(found[0]["batch_id"])
            return str(seen.status)

    try:
        status = asyncio.run(cancel())
    except APIError as error:
        raise EndpointError(redact(str(error), key)) from None
    return (
        f"Batch {found[0]['batch_id']} is {status}. `hobby-profiles batch collect` keeps what it "
        "answered."
    )
