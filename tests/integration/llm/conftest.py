"""Fixtures: a key, settings for a server, and a process-wide state that starts afresh."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hobby_profiles.llm import cancel, client
from hobby_profiles.llm.batch import control
from hobby_profiles.llm.money.budget import reset_run_budgets
from hobby_profiles.llm.pace import Pace
from hobby_profiles.llm.settings import LlmSettings
from tests.integration.llm.server import ScriptedServer

KEY = "sk-test-THIS-IS-THE-SECRET-0123456789"
PRICES = Path(__file__).parents[3] / "seeds" / "reference" / "hobby__llm_prices.csv"

HURRIED = Pace(
    first_wait_seconds=0.02,
    first_pause_seconds=0.1,
    poll_seconds=0.02,
    hold_seconds=0.5,
    batch_poll_seconds=0.01,
)

MakeSettings = Callable[..., LlmSettings]


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    cancel.clear()
    reset_run_budgets()
    yield
    cancel.clear()


@pytest.fixture
def make_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MakeSettings:
    """Settings for a server, in a hurry; ``pace`` changes what is no setting."""

    def make(
        server: ScriptedServer, *, pace: dict[str, Any] | None = None, **changes: Any
    ) -> LlmSettings:
        values: dict[str, Any] = {
            "cache_dir": tmp_path / "cache",
            "llm_base_url": server.url,
            "llm_model": "gpt-4.1-mini",
            "llm_prices_file": PRICES,
            "llm_timeout_seconds": 60.0,
            "llm_max_cost_usd": 100.0,
            "llm_max_failed_share": 1.0,
        }
        hurried = replace(HURRIED, **(pace or {}))
        for module in (client, control):
            monkeypatch.setattr(module, "PACE", hurried)
        return LlmSettings.from_values({**values, **changes})

    return make
