"""The way in: ask a language model about many items, through the cache."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping, Sequence
from typing import Any

from hobby_profiles.core.progress import Advance, progress
from hobby_profiles.llm import cancel
from hobby_profiles.llm.batch.run import BatchRunner
from hobby_profiles.llm.errors import CancelledError
from hobby_profiles.llm.failures import check_failures
from hobby_profiles.llm.items import Fields, Item, make_item
from hobby_profiles.llm.money.budget import Budget, run_budget
from hobby_profiles.llm.money.prices import require_price
from hobby_profiles.llm.pace import PACE, Pace
from hobby_profiles.llm.prompts.loader import Prompt, load_prompt
from hobby_profiles.llm.settings import LlmSettings, Purpose
from hobby_profiles.llm.store.answers import FAILED, OK, UNANSWERED, Answer, Store
from hobby_profiles.llm.wire.engine import Engine
from hobby_profiles.llm.wire.job import Job
from hobby_profiles.llm.wire.requests import RequestMaker
from hobby_profiles.llm.wire.resume import read_kept_answers
from hobby_profiles.llm.wire.secrets import read_key

_WHAT = {
    "label": "Asking for labels",
    "judge": "Asking for grades",
    "name": "Asking for topic names",
    "synonym": "Asking about synonyms",
    "coherence": "Asking about parents",
    "journey": "Asking for names of journeys",
    "attribute": "Asking for attributes",
    "persona": "Asking for personas",
    "expansion": "Asking what comes next",
}


class LanguageModel:
    """A language model with a memory: nothing is paid twice, nothing paid is lost.

    Args:
        settings: Settings of the layer.
        budget: What may be spent; None takes the budget of this process.
        pace: Patience, sizes and limits; None takes the usual ones.

    Raises:
        MissingKeyError: If the key is not in the environment.
        PriceError: If a limit is set and the model has no price.
    """

    def __init__(
        self, settings: LlmSettings, budget: Budget | None = None, pace: Pace | None = None
    ) -> None:
        self.settings = settings
        self._key = read_key(settings.llm_api_key_env)
        self._price = require_price(
            settings.llm_prices_file, settings.llm_model, settings.llm_max_cost_usd
        )
        self._budget = budget or run_budget(settings.llm_max_cost_usd)
        self._pace = pace or PACE

    def ask(
        self, purpose: Purpose, items: Sequence[Fields], variables: Mapping[str, Any] | None = None
    ) -> list[Answer]:
        """Ask about items; equal items are asked about once, known ones not at all.

        Args:
            purpose: Which prompt to use: one of `PURPOSES`.
            items: The declared fields of each item, as texts or lists of texts.
            variables: A value for each variable that the prompt declares.

        Returns:
            One answer for each item, in their order; ``status`` tells which ones failed.

        Raises:
            PromptError: If a variable or field is missing or unknown.
            StoppedError: If the run had to end early; answers so far are kept.
            TooManyFailuresError: If more items failed than ``hobby__llm_max_failed_share`` allows.
            CacheError: If answers cannot be read or written.
        """
        prompt = prompt_of(self.settings, purpose)
        maker = RequestMaker(prompt, variables or {}, self.settings, self._price)
        made = make_items(self.settings, prompt, items, variables or {})
        store = Store(self.settings.store_path)
        try:
            found = self._answer_all(store, maker, {item.key: item for item in made})
            check_failures(store, maker, self.settings, self._pace, list(found.values()))
        except CancelledError as error:
            if not cancel.in_main_thread():  # dbt ends without a word about what its models said.
                print(error, file=sys.stderr, flush=True)
            raise
        finally:
            store.claims.release()
            store.close()
        return [found[item.key] for item in made]

    def _answer_all(
        self, store: Store, maker: RequestMaker, items: Mapping[str, Item]
    ) -> dict[str, Answer]:
        read_kept_answers(store, maker)
        found = self._known(store, items)
        # The order of the work is the order of the addresses: the same for any order of rows.
        missing = [items[key] for key in sorted(items.keys() - found.keys())]
        if missing:
            with (
                cancel.flag_on_signals(),
                progress(_WHAT[maker.prompt.purpose], len(items), unit="items") as advance,
            ):
                counter = Counter(advance, self._budget)
                counter.cached(len(found))
                self._ask_missing(store, maker, missing, counter)
            read_kept_answers(store, maker)
            found = self._known(store, items, ask_failed=False)
        return {
            key: found.get(key) or Answer(key, UNANSWERED, None, *store.why_unanswered(key))
            for key in items
        }

    def _known(
        self, store: Store, items: Mapping[str, Item], *, ask_failed: bool | None = None
    ) -> dict[str, Answer]:
        again = self.settings.llm_retry_failed if ask_failed is None else ask_failed
        return {
            key: answer
            for key, answer in store.answers(items).items()
            if answer.status == OK or not again
        }

    def _ask_missing(
        self, store: Store, maker: RequestMaker, missing: list[Item], counter: Counter
    ) -> None:
        """Ask about what is missing; what another process asks about is waited for."""
        open_keys = {item.key: item for item in missing}
        while open_keys:
            started = time.monotonic()
            closed = (OK,) if self.settings.llm_retry_failed else (OK, FAILED)
            ours = store.claims.take(list(open_keys), closed)
            if ours:
                chosen = [item for key, item in open_keys.items() if key in ours]
                self._ask_ours(store, maker, chosen, counter)
                store.claims.release(ours)
            elsewhere = open_keys.keys() - ours
            answered = store.answers(elsewhere)
            counter.cached(len(answered))
            open_keys = {key: open_keys[key] for key in sorted(elsewhere - answered.keys())}
            if open_keys and not ours:
                # Looking keeps the other process from writing: a tenth of the time is enough.
                cancel.sleep(max(5 * self._pace.poll_seconds, 9 * (time.monotonic() - started)))
                if cancel.is_requested():
                    raise CancelledError("Stopped as asked, while another process was answering.")

    def _ask_ours(
        self, store: Store, maker: RequestMaker, items: list[Item], counter: Counter
    ) -> None:
        job = Job(self.settings, self._key, store, maker, self._budget, counter.settled, self._pace)
        runner = BatchRunner(job) if self.settings.llm_mode == "batch" else Engine(job)
        runner.run(items)


class Counter:
    """Feeds the progress line: done, failed, cached and what it cost so far.

    Args:
        advance: From :func:`hobby_profiles.core.progress.progress`.
        budget: Knows what was spent.
    """

    def __init__(self, advance: Advance, budget: Budget) -> None:
        self._advance = advance
        self._budget = budget
        self._failed = 0
        self._cached = 0

    def cached(self, count: int) -> None:
        """Count items whose answers were there already."""
        self._cached += count
        self._show(count)

    def settled(self, answers: Sequence[Answer]) -> None:
        """Count the final answers of one call."""
        self._failed += sum(answer.status != OK for answer in answers)
        self._show(len(answers))

    def _show(self, count: int) -> None:
        spent = f"{self._budget.spent_usd:.4f} USD"
        self._advance(count, f"{self._failed:,} failed, {self._cached:,} cached, {spent}")


def prompt_of(settings: LlmSettings, purpose: Purpose) -> Prompt:
    """Load the prompt of a purpose in the version that the settings name, or else the latest."""
    version = settings.llm_prompt_versions.get(purpose)
    return load_prompt(purpose, version, settings.llm_prompts_dir)


def make_items(
    settings: LlmSettings, prompt: Prompt, items: Sequence[Fields], variables: Mapping[str, Any]
) -> list[Item]:
    """Normalise items and compute their addresses.

    Raises:
        PromptError: If a field is missing or unknown.
    """
    identity = {
        **prompt.identity,
        "endpoint_kind": settings.llm_endpoint_kind,
        "model": settings.llm_model,
        "temperature": settings.llm_temperature,
        "variables": {name: str(value) for name, value in sorted(variables.items())},
    }
    made = []
    for fields in items:
        prompt.check_item(fields)
        made.append(make_item(fields, identity))
    return made
