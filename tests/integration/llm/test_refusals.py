"""Requests that the server calls wrong: never a final answer, and never a green run without one."""

from __future__ import annotations

import json
from typing import Any

import pytest

from hobby_profiles.llm.client import LanguageModel
from hobby_profiles.llm.errors import EndpointError, TooManyFailuresError
from hobby_profiles.llm.settings import LlmSettings
from hobby_profiles.llm.store.ledger import read_calls, read_failures
from tests.integration.llm.conftest import MakeSettings
from tests.integration.llm.model import VARIABLES, honest, sample_items
from tests.integration.llm.server import Call, Reaction, ScriptedServer


def _wrong(said: str, code: str | None = None) -> Reaction:
    return Reaction(status=400, raw=json.dumps({"error": {"message": said, "code": code}}).encode())


def _ask(settings: LlmSettings, count: int = 40) -> list[Any]:
    return LanguageModel(settings).ask("judge", sample_items("judge", count), VARIABLES["judge"])


def test_a_setting_that_the_server_refuses_stops_with_its_message_and_nothing_is_final(
    make_settings: MakeSettings,
) -> None:
    """The message holds the length of the prompt, which is another one each time."""
    said = "Unsupported parameter: 'max_tokens' (prompt of {} tokens)"
    with ScriptedServer(lambda call: _wrong(said.format(len(server.calls)))) as server:
        settings = make_settings(server, llm_max_concurrency=4, llm_max_failed_share=0.2)
        with pytest.raises(EndpointError, match=r"8 requests in a row.*'max_tokens'.*asks again"):
            _ask(settings)
        assert 8 <= len(server.calls) <= 8 + 4
        assert set(read_failures(settings)["status"]) == {"unanswered"}
        assert read_calls(settings)["cost_usd"].sum() == 0
        server.script = honest
        assert {answer.status for answer in _ask(settings)} == {"ok"}


@pytest.mark.parametrize("mode", ["live", "batch"])
@pytest.mark.parametrize("count", [1, 2, 5])
def test_also_few_items_that_are_all_refused_are_not_green(
    count: int, mode: str, make_settings: MakeSettings
) -> None:
    with ScriptedServer(lambda call: _wrong("no such parameter")) as server:
        settings = make_settings(server, llm_mode=mode, llm_max_failed_share=0.2)
        with pytest.raises(TooManyFailuresError, match=r"share of 1\.00.*no such parameter.*again"):
            _ask(settings, count)
        server.script = honest
        assert {answer.status for answer in _ask(settings, count)} == {"ok"}


def test_texts_that_are_refused_each_for_itself_cost_no_other_one(
    make_settings: MakeSettings,
) -> None:
    def script(call: Call) -> Reaction:
        number = int(call.items[0]["product_name"].split()[2])
        return _wrong(f"text {number} is wrong") if number % 20 == 7 else honest(call)

    with ScriptedServer(script) as server:
        settings = make_settings(server, llm_max_failed_share=0.2)
        answers = _ask(settings)
        assert [n for n, a in enumerate(answers) if a.status != "ok"] == [7, 27]
        assert (answers[7].reason, answers[7].status) == ("bad_request", "unanswered")
        assert answers[7].detail is not None and "text 7 is wrong" in answers[7].detail
        asked = len(server.calls)
        one = LanguageModel(settings).ask(
            "judge", [sample_items("judge", 8)[7]], VARIABLES["judge"]
        )
        assert one[0].status == "unanswered", "a text of its own is no reason to stop"
        assert len(server.calls) == asked + 1


def test_a_prompt_that_the_providers_filter_stops_is_refused_for_good(
    make_settings: MakeSettings,
) -> None:
    with ScriptedServer(lambda call: _wrong("filtered", "content_filter")) as server:
        settings = make_settings(server)
        assert {(a.status, a.reason) for a in _ask(settings, 3)} == {("failed", "refused")}
        asked = len(server.calls)
        _ask(settings, 3)
        assert len(server.calls) == asked == 3


@pytest.mark.parametrize("allowed", [0.2, 0.5, 1.0])
def test_a_share_of_failures_above_the_setting_stops_and_names_reasons_and_cure(
    allowed: float, make_settings: MakeSettings
) -> None:
    def script(call: Call) -> Reaction:
        number = int(call.items[0]["product_name"].split()[2])
        return Reaction("I would say so.") if number % 10 < 4 else honest(call)

    with ScriptedServer(script) as server:
        settings = make_settings(server, llm_max_failed_share=allowed)
        if allowed >= 0.4:
            assert sum(answer.status == "failed" for answer in _ask(settings)) == 16
        else:
            said = r"16 of 40 items.*share of 0\.40.*allows 0\.2.*invalid_json \(16\).*retry_failed"
            with pytest.raises(TooManyFailuresError, match=said):
                _ask(settings)
            asked = len(server.calls)
            with pytest.raises(TooManyFailuresError):
                _ask(settings)
            assert len(server.calls) == asked, "what was paid for is not asked for again"
