"""The Batch API: partial results, errors, and a crash between any two steps."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from hobby_profiles.app.cli import cli
from hobby_profiles.llm.batch import run as batch_module
from hobby_profiles.llm.batch import store as batch_store
from hobby_profiles.llm.client import LanguageModel
from hobby_profiles.llm.errors import BatchPendingError, BudgetError, EndpointError
from hobby_profiles.llm.money.budget import Budget
from hobby_profiles.llm.store.answers import Store
from tests.integration.llm.conftest import MakeSettings
from tests.integration.llm.model import VARIABLES, honest, sample_items
from tests.integration.llm.server import Call, Reaction, ScriptedServer


class Crash(BaseException):
    """The process dies here."""


def _ask(settings: Any, count: int = 10, budget: Budget | None = None) -> list[Any]:
    return LanguageModel(settings, budget).ask(
        "judge", sample_items("judge", count), VARIABLES["judge"]
    )


def _states(settings: Any) -> list[str]:
    store = Store(settings.store_path)
    try:
        return [batch["state"] for batch in batch_store.batches(store)]
    finally:
        store.close()


def test_a_batch_answers_at_the_price_of_the_batch(make_settings: MakeSettings) -> None:
    with ScriptedServer(honest) as server:
        live, cheap = Budget(None), Budget(None)
        answers = _ask(
            make_settings(server, llm_mode="batch", llm_items_per_request=4), budget=cheap
        )
        assert {answer.status for answer in answers} == {"ok"}
        assert server.log.count("POST /v1/batches") == 1
        assert "POST /v1/chat/completions" not in server.log
        _ask(
            make_settings(
                server, llm_items_per_request=4, cache_dir=make_settings(server).cache_dir / "b"
            ),
            budget=live,
        )
        assert cheap.spent_usd == pytest.approx(live.spent_usd / 2)
        asked = len(server.calls)
        _ask(make_settings(server, llm_mode="batch"))
        assert len(server.calls) == asked


STEPS: dict[str, tuple[Any, str]] = {
    "before the file is written": (batch_module, "write_request_file"),
    "before the batch is written down": (batch_module, "add_batch"),
    "before a change of state": (batch_module, "set_state"),
    "before an answer is kept": (Store, "save_call"),
}


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("nth", [1, 2, 3, 4])
@pytest.mark.parametrize("step", STEPS)
def test_a_crash_at_any_step_is_resumed_without_paying_twice(
    step: str, nth: int, when: str, make_settings: MakeSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, name = STEPS[step]
    original: Callable[..., Any] = getattr(place, name)
    times = 0

    def dies(*arguments: Any, **named: Any) -> Any:
        nonlocal times
        times += 1
        if times == nth and when == "before":
            raise Crash
        result = original(*arguments, **named)
        if times == nth:
            raise Crash
        return result

    with ScriptedServer(honest) as server:
        settings = make_settings(server, llm_mode="batch", llm_items_per_request=2)
        with monkeypatch.context() as patch:
            patch.setattr(place, name, dies)
            try:
                _ask(settings)
            except Crash:
                pass
        answers = _ask(settings)
        assert {answer.status for answer in answers} == {"ok"}
        assert len(server.batches) == 1, "a batch was handed in twice"
        assert len(server.calls) == 5
        # All collected; only the word itself may be missing, if writing that was the last step.
        assert _states(settings) in (["collected"], ["finished"])


def test_a_crash_between_handing_in_and_writing_it_down_does_not_pay_twice(
    make_settings: MakeSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The batch exists at the provider and nobody here knows: it is found by its key."""

    def dies(store: Any, batch: Any, state: str, **values: Any) -> None:
        if state == batch_store.SUBMITTED:
            raise Crash
        batch_store.set_state(store, batch, state, **values)

    with ScriptedServer(honest) as server:
        settings = make_settings(server, llm_mode="batch")
        with monkeypatch.context() as patch:
            patch.setattr(batch_module, "set_state", dies)
            with pytest.raises(Crash):
                _ask(settings)
        assert len(server.batches) == 1 and _states(settings) == ["uploaded"]
        _ask(settings)
        assert len(server.batches) == 1


def test_partial_results_and_errors_are_kept_and_the_rest_is_asked_again(
    make_settings: MakeSettings,
) -> None:
    with ScriptedServer(honest) as server:

        def lines(rows: list[dict[str, Any]]) -> tuple[list[str], list[str]]:
            good, bad = server.answer_lines(rows)
            if len(server.batches) > 1:
                return good, bad
            failed = {
                "custom_id": json.loads(good[0])["custom_id"],
                "response": {"status_code": 500, "body": {"error": {"message": "overloaded"}}},
            }
            return good[2:], [json.dumps(failed)]  # one line failed, one is in neither file

        server.batch_lines = lines
        settings = make_settings(server, llm_mode="batch")
        answers = _ask(settings)
        assert {answer.status for answer in answers} == {"ok"}
        files = [server.files[batch["input_file_id"]] for batch in server.batches.values()]
        assert [file.count(b"custom_id") for file in files] == [10, 2]


BROKEN_LINES = (
    "{",
    "7",
    "[]",
    '{"custom_id": "r000001"}',
    '{"custom_id": "r000001", "response": "x"}',
    '{"custom_id": "r000001", "response": {"status_code": 200}}',
    '{"custom_id": ["r000001"], "response": {"body": []}}',
)


@pytest.mark.parametrize("line", BROKEN_LINES)
def test_a_line_that_cannot_be_read_costs_no_other_line(
    line: str, make_settings: MakeSettings
) -> None:
    with ScriptedServer(honest) as server:

        def lines(rows: list[dict[str, Any]]) -> tuple[list[str], list[str]]:
            good, bad = server.answer_lines(rows)
            return [good[0], line, *good[2:]] if len(rows) > 1 else good, bad

        server.batch_lines = lines
        answers = _ask(make_settings(server, llm_mode="batch"))
        assert {answer.status for answer in answers} == {"ok"}
        files = [server.files[batch["input_file_id"]] for batch in server.batches.values()]
        assert [file.count(b"custom_id") for file in files] == [10, 1]


def test_bad_answers_are_repaired_in_a_second_batch_and_then_fail(
    make_settings: MakeSettings,
) -> None:
    with ScriptedServer(lambda call: Reaction("no JSON here")) as server:
        settings = make_settings(server, llm_mode="batch")
        answers = _ask(settings, 3)
        assert {(a.status, a.reason) for a in answers} == {("failed", "invalid_json")}
        assert len(server.batches) == 2 and len(server.calls) == 6
        _ask(settings, 3)
        assert len(server.batches) == 2


def test_a_batch_that_takes_long_ends_the_run_with_run_again(make_settings: MakeSettings) -> None:
    with ScriptedServer(honest) as server:
        server.batch_polls_until_done = 10_000
        settings = make_settings(server, llm_mode="batch", pace={"batch_wait_seconds": 0.05})
        with pytest.raises(BatchPendingError, match="Run again later"):
            _ask(settings)
        server.batch_polls_until_done = 1
        assert {answer.status for answer in _ask(settings)} == {"ok"}
        assert len(server.batches) == 1


def test_a_refused_batch_says_why(make_settings: MakeSettings) -> None:
    with ScriptedServer(honest) as server:
        create = server._create_batch

        def refuse(wanted: dict[str, Any]) -> dict[str, Any]:
            batch = create(wanted)
            batch["status"] = "failed"
            batch["errors"] = {"data": [{"code": "x", "message": "model not found"}]}
            return batch

        server._create_batch = refuse  # type: ignore[method-assign]
        with pytest.raises(EndpointError, match="model not found"):
            _ask(make_settings(server, llm_mode="batch"))


def test_a_batch_holds_no_more_than_the_money_allows(make_settings: MakeSettings) -> None:
    with ScriptedServer(honest) as server:
        settings = make_settings(server, llm_mode="batch", llm_max_cost_usd=0.0011)
        with pytest.raises(BudgetError, match="Every answer paid for is kept"):
            _ask(settings, 40)
        spent = LanguageModel(settings)._budget.spent_usd
        assert 0 < spent <= 0.0011
        assert 0 < len(server.calls) < 40


def test_several_files_when_a_batch_would_be_too_long(make_settings: MakeSettings) -> None:
    with ScriptedServer(honest) as server:
        settings = make_settings(server, llm_mode="batch", pace={"batch_requests": 4})
        assert {answer.status for answer in _ask(settings)} == {"ok"}
        assert len(server.batches) == 3


def test_a_failing_control_call_is_said_without_losing_the_batch(
    make_settings: MakeSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch_module, "_RETRIES", 0)

    def script(call: Call) -> Reaction:
        return honest(call)

    with ScriptedServer(script) as server:
        settings = make_settings(server, llm_mode="batch")
        good = server._create_batch

        def broken(wanted: dict[str, Any]) -> dict[str, Any]:
            raise ConnectionError

        server._create_batch = broken  # type: ignore[method-assign]
        with pytest.raises(EndpointError, match="Nothing is lost"):
            _ask(settings)
        server._create_batch = good  # type: ignore[method-assign]
        assert {answer.status for answer in _ask(settings)} == {"ok"}
        assert len(server.files) == 2  # one request file, one file of answers


def test_batches_are_looked_after_between_runs(make_settings: MakeSettings, tmp_path: Path) -> None:
    """A run hands in and ends; the command line collects; the next run pays for nothing."""
    with ScriptedServer(honest) as server:
        server.batch_polls_until_done = 4
        settings = make_settings(server, llm_mode="batch", pace={"batch_wait_seconds": 0.0})
        with pytest.raises(BatchPendingError):
            _ask(settings)
        (tmp_path / "dbt_project.yml").write_text(
            json.dumps(
                {
                    "vars": {
                        "hobby__cache_dir": "cache",
                        "hobby__llm_base_url": server.url,
                        "hobby__llm_prices_file": str(settings.llm_prices_file),
                    }
                }
            )
        )

        def command(*arguments: str) -> str:
            where = ["--project-dir", str(tmp_path)]
            return CliRunner().invoke(cli, ["batch", *arguments, *where]).output

        assert "submitted" in command("list")
        assert "Run again later" in command("collect")
        assert "Run again later" in command("collect")
        assert "collected" in command("collect")
        assert {answer.status for answer in _ask(settings)} == {"ok"}
        assert len(server.batches) == 1

        with pytest.raises(BatchPendingError):
            LanguageModel(settings).ask("synonym", sample_items("synonym", 3))
        store = Store(settings.store_path)
        key = batch_store.batches(store, batch_store.OPEN_STATES)[0]["batch_key"]
        store.close()
        assert "is cancelled" in command("cancel", key[:6])
        assert "collected" in command("collect")
        assert _states(settings) == ["collected", "collected"]
