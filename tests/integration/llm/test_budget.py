"""Money: the hard stop, the ledger's sums, and the estimate against the tokens then counted."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from hobby_profiles.labels.asked.labeller import LlmLabeller, label_items, label_variables
from hobby_profiles.labels.judge.language_model import judge_items, judge_variables
from hobby_profiles.labels.settings import LabelSettings
from hobby_profiles.llm.client import LanguageModel
from hobby_profiles.llm.errors import BudgetError, PriceError
from hobby_profiles.llm.money.budget import Budget
from hobby_profiles.llm.money.estimate import Question, estimate
from hobby_profiles.llm.money.prices import read_price
from tests.integration.llm.conftest import PRICES, MakeSettings
from tests.integration.llm.model import VARIABLES, honest, sample_items
from tests.integration.llm.recorded import RecordedModel, recorded_texts
from tests.integration.llm.server import Call, Reaction, ScriptedServer


def _spent(server: ScriptedServer) -> list[float]:
    """What each answered call cost, by the server's own count."""
    price = read_price(PRICES, "gpt-4.1-mini")
    assert price is not None
    return [
        price.cost(call.usage["prompt_tokens"], call.usage["completion_tokens"])
        for call in server.calls
        if call.answered
    ]


@pytest.mark.parametrize("concurrency", [1, 16])
@pytest.mark.parametrize("limit", [0.0, 0.002, 0.01])
def test_the_limit_is_never_passed(
    limit: float, concurrency: int, make_settings: MakeSettings
) -> None:
    with ScriptedServer(honest) as server:
        settings = make_settings(server, llm_max_cost_usd=limit, llm_max_concurrency=concurrency)
        with pytest.raises(BudgetError, match=r"hobby__llm_max_cost_usd.*Every answer paid for"):
            LanguageModel(settings).ask("judge", sample_items("judge", 100), VARIABLES["judge"])
        spent = sum(_spent(server))
        assert spent <= limit
        assert bool(server.calls) == (limit > 0)
        # Nor does it stop long before: what is left would not have paid for one more call's most.
        if limit:
            assert spent >= limit - 0.0006


def test_a_server_that_answers_beyond_its_output_limit_overspends_by_what_is_in_flight(
    make_settings: MakeSettings,
) -> None:
    def talkative(call: Call) -> Reaction:
        return Reaction(honest(call).content + " blah" * 3000)

    concurrency = 8
    with ScriptedServer(talkative) as server:
        settings = make_settings(server, llm_max_cost_usd=0.05, llm_max_concurrency=concurrency)
        with pytest.raises(BudgetError):
            LanguageModel(settings).ask("judge", sample_items("judge", 100), VARIABLES["judge"])
        costs = _spent(server)
        assert sum(costs) <= 0.05 + concurrency * max(costs)


def test_a_stopped_run_goes_on_where_it_stopped(make_settings: MakeSettings) -> None:
    rows = sample_items("judge", 30)
    with ScriptedServer(honest) as server:
        settings = make_settings(server)
        for _ in range(50):
            try:
                LanguageModel(settings, Budget(0.002)).ask("judge", rows, VARIABLES["judge"])
                break
            except BudgetError:
                continue
        assert len(server.calls) == 30


def test_a_limit_needs_a_price(make_settings: MakeSettings) -> None:
    with ScriptedServer(honest) as server:
        settings = make_settings(server, llm_model="nobody-knows-me")
        with pytest.raises(PriceError, match="no price for the model 'nobody-knows-me'"):
            LanguageModel(settings)
        free = settings.model_copy(update={"llm_max_cost_usd": None})
        answers = LanguageModel(free).ask("judge", sample_items("judge", 3), VARIABLES["judge"])
        assert {answer.status for answer in answers} == {"ok"}


def test_the_ledger_agrees_with_the_server(make_settings: MakeSettings) -> None:
    with ScriptedServer(honest) as server:
        settings = make_settings(server)
        budget = Budget(None)
        LanguageModel(settings, budget).ask("judge", sample_items("judge", 25), VARIABLES["judge"])
        sums = "select sum(input_tokens), sum(output_tokens), sum(cost_usd) from calls"
        ledger = sqlite3.connect(settings.store_path).execute(sums).fetchone()
        assert ledger[0] == sum(call.usage["prompt_tokens"] for call in server.calls)
        assert ledger[1] == sum(call.usage["completion_tokens"] for call in server.calls)
        assert ledger[2] == pytest.approx(sum(_spent(server)))
        assert budget.spent_usd == pytest.approx(ledger[2])
        assert budget.set_aside_usd == pytest.approx(0)


@pytest.mark.parametrize("per_request", [1, 8])
def test_the_estimate_is_within_a_tenth_of_the_tokens_then_counted(
    per_request: int, make_settings: MakeSettings
) -> None:
    """200 texts of the demo shop; the server counts with OpenAI's own vocabulary."""
    recorded = recorded_texts(200)
    texts = pd.DataFrame(list(recorded), columns=["product_name", "category_path"])
    texts["text_hash"] = [f"{n:04d}" for n in range(len(texts))]
    with ScriptedServer(RecordedModel(recorded)) as server:
        settings = make_settings(server, llm_items_per_request=per_request)
        stage = LabelSettings(labeller="openai", judge="openai", llm=settings, min_relevance=0.0)
        before: dict[str, Any] = {}
        before["label"] = estimate(
            settings, [Question("label", label_items(texts), label_variables(stage))]
        )[0]
        labels = LlmLabeller(LanguageModel(settings), stage).label(texts)
        judged = judge_items(labels, texts)
        before["judge"] = estimate(settings, [Question("judge", judged, judge_variables(stage))])[0]
        LanguageModel(settings).ask("judge", judged, judge_variables(stage))
        for purpose, expected in before.items():
            calls = [call for call in server.calls if call.purpose == purpose]
            counted = sum(call.usage["total_tokens"] for call in calls)
            said = expected.input_tokens + expected.output_tokens
            assert len(calls) == expected.calls
            assert said == pytest.approx(counted, rel=0.10), f"{purpose}: {said} / {counted}"
    repeated = estimate(settings, [Question("label", label_items(texts), label_variables(stage))])[
        0
    ]
    assert (repeated.calls, repeated.cost_usd, repeated.cached) == (0, 0, expected_items(texts))


def expected_items(texts: pd.DataFrame) -> int:
    """Different texts."""
    return len({json.dumps(item) for item in label_items(texts)})


def test_an_estimate_makes_no_call_and_needs_no_key(
    make_settings: MakeSettings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    with ScriptedServer(honest) as server:
        settings = make_settings(server)
        estimate(settings, [Question("judge", sample_items("judge", 5), VARIABLES["judge"])])
        assert not server.log
    assert not settings.store_path.exists()
