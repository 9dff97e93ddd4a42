"""Every fault for every purpose: the run ends well or says why, and pays for nothing twice."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from hobby_profiles.llm.client import LanguageModel
from hobby_profiles.llm.errors import EndpointError
from hobby_profiles.llm.settings import PURPOSES, LlmSettings
from hobby_profiles.llm.store.ledger import read_calls, read_failures
from tests.integration.llm.conftest import MakeSettings
from tests.integration.llm.model import VARIABLES, answer_item, honest, sample_items, to_json
from tests.integration.llm.server import Call, Reaction, ScriptedServer

ITEMS = 6
PER_REQUEST = 3


@dataclass(frozen=True)
class Fault:
    """A fault, and what may follow when it hits the same item every time.

    ``pays`` tells whether an answer arrives, which is then paid for; ``reason`` is what the failed
    row must say when the fault never goes away; ``in_batch`` whether a line of a batch can have it.
    """

    react: Callable[[Call], Reaction]
    pays: bool
    reason: str

    @property
    def in_batch(self) -> bool:
        return self.pays or self.reason in {"rate_limited", "server_error"}


def _answers(call: Call) -> list[dict[str, Any]]:
    return [answer_item(call.purpose, item) for item in call.items]


def _without(reaction: Reaction, **changes: Any) -> Reaction:
    for name, value in changes.items():
        setattr(reaction, name, value)
    return reaction


FAULTS: dict[str, Fault] = {
    "rate limit with Retry-After": Fault(
        lambda call: Reaction(status=429, headers={"retry-after": "0.05"}, raw=b'{"error":{}}'),
        False, "rate_limited",
    ),
    "rate limit without Retry-After": Fault(
        lambda call: Reaction(status=429, raw=b'{"error":{"message":"slow down"}}'),
        False, "rate_limited",
    ),
    "server error": Fault(
        lambda call: Reaction(status=500, raw=b'{"error":{"message":"oops"}}'),
        False, "server_error",
    ),
    "error page of a proxy": Fault(
        lambda call: Reaction(status=502, raw=b'"<html>Bad gateway</html>"'), False, "server_error"
    ),
    "timeout": Fault(lambda call: Reaction(delay=1.0), False, "timeout"),
    "slow trickle": Fault(lambda call: _without(honest(call), trickle=0.02), False, "timeout"),
    "connection reset before the answer": Fault(
        lambda call: _without(honest(call), cut=0), False, "connection_error"
    ),
    "connection reset in mid-answer": Fault(
        lambda call: _without(honest(call), cut=60), False, "connection_error"
    ),
    "body that is no chat completion": Fault(
        lambda call: Reaction(raw=b'{"hello": "world"}'), False, "unreadable"
    ),
    "body that is no JSON": Fault(
        lambda call: Reaction(raw=b"surprise"), False, "unreadable"
    ),
    "truncated JSON": Fault(
        lambda call: Reaction(to_json(_answers(call))[:-15]), True, "invalid_json"
    ),
    "answer that is prose": Fault(
        lambda call: Reaction("I would say knitting."), True, "invalid_json"
    ),
    "empty answer": Fault(lambda call: Reaction(""), True, "invalid_json"),
    "wrong schema": Fault(
        lambda call: Reaction(json.dumps({"answers": [{"item": i["item"], "hobby": 3}
                                                      for i in call.items]})),
        True, "wrong_schema",
    ),
    "wrong envelope": Fault(
        lambda call: Reaction(json.dumps({"result": _answers(call)})), True, "wrong_schema"
    ),
    "missing rows": Fault(
        lambda call: Reaction(to_json([a for a in _answers(call) if a["item"] != 1])),
        True, "missing",
    ),
    "refusal": Fault(lambda call: Reaction(refusal="I cannot help."), True, "refused"),
    "content filter": Fault(
        lambda call: Reaction(finish_reason="content_filter"), True, "refused"
    ),
    "output limit reached": Fault(
        lambda call: Reaction(to_json(_answers(call))[:40], finish_reason="length"),
        True, "truncated",
    ),
}  # fmt: skip
HARMLESS: dict[str, Callable[[Call], Reaction]] = {
    "fixed latency": lambda call: _without(honest(call), delay=0.2),
    "duplicated answers": lambda call: Reaction(to_json(_answers(call) + _answers(call))),
    "duplicated answers of which the second is wrong": lambda call: Reaction(
        to_json([*_answers(call), *({"item": answer["item"]} for answer in _answers(call))])
    ),
    "answers to items never asked": lambda call: Reaction(
        to_json([*_answers(call), {**_answers(call)[0], "item": 99}])
    ),
    "fenced in prose": lambda call: Reaction(
        f"Sure! ```json\n{to_json(_answers(call))}\n``` Anything else?"
    ),
    "shuffled": lambda call: Reaction(to_json(list(reversed(_answers(call))))),
}


def _settings(make: MakeSettings, server: ScriptedServer, fault: str = "") -> LlmSettings:
    return make(
        server,
        llm_items_per_request=PER_REQUEST,
        llm_timeout_seconds=0.3 if fault in {"timeout", "slow trickle"} else 60.0,
        pace={"attempts": 2, "failures_to_pause": 50, "refusals_to_stop": 50},
        llm_max_concurrency=4,
    )


def _ask(settings: LlmSettings, purpose: Any) -> list[Any]:
    return LanguageModel(settings).ask(purpose, sample_items(purpose, ITEMS), VARIABLES[purpose])


def _text(item: dict[str, Any]) -> str:
    return json.dumps({k: v for k, v in item.items() if k != "item"}, sort_keys=True)


@pytest.mark.parametrize("purpose", PURPOSES)
@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_that_passes_leaves_no_trace_in_the_answers(
    name: str, purpose: str, make_settings: MakeSettings
) -> None:
    """Every request fails once; all items get the honest answer and no answer is bought again."""
    fault, seen = FAULTS[name], set[str]()

    def script(call: Call) -> Reaction:
        texts = {_text(item) for item in call.items}
        is_new = not texts & seen
        seen.update(texts)
        return fault.react(call) if is_new else honest(call)

    with ScriptedServer(script) as server:
        settings = _settings(make_settings, server, name)
        answers = _ask(settings, purpose)
        honest_answers = [
            {k: v for k, v in answer_item(purpose, {**row, "item": 1}).items() if k != "item"}
            for row in sample_items(purpose, ITEMS)
        ]
        assert [answer.status for answer in answers] == ["ok"] * ITEMS
        assert [answer.value for answer in answers] == honest_answers
        asked = len(server.calls)
        assert _ask(settings, purpose) == answers
        assert len(server.calls) == asked, "a rerun must not ask again"
    paid = Counter(_text(item) for call in server.calls if call.answered for item in call.items)
    # A usable answer is bought once; one that could not be used is followed by one more.
    assert max(paid.values()) <= (2 if fault.pays else 1)


@pytest.mark.parametrize("purpose", PURPOSES)
@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_that_stays_costs_one_row_and_is_on_record(
    name: str, purpose: str, make_settings: MakeSettings
) -> None:
    """One item's request always fails: the others are answered, the row says why, and for good."""
    fault = FAULTS[name]
    cursed = _text({"item": 0, **sample_items(purpose, ITEMS)[4]})

    def script(call: Call) -> Reaction:
        is_cursed = any(_text(item) == cursed for item in call.items)
        return fault.react(call) if is_cursed else honest(call)

    with ScriptedServer(script) as server:
        settings = _settings(make_settings, server, name)
        settings = settings.model_copy(update={"llm_items_per_request": 1})
        answers = _ask(settings, purpose)
        assert [a.status for n, a in enumerate(answers) if n != 4] == ["ok"] * (ITEMS - 1)
        status = "failed" if fault.pays else "unanswered"
        assert answers[4].status == status
        failed = read_failures(settings)
        assert failed[["purpose", "status", "reason"]].to_numpy().tolist() == [
            [purpose, status, fault.reason]
        ]
        assert json.loads(failed["item"].iloc[0]) == sample_items(purpose, ITEMS)[4]
        asked = len(server.calls)
        again = _ask(settings, purpose)
        if fault.pays:
            assert len(server.calls) == asked, "an answer that was paid for is not asked for again"
            assert again == answers
        else:
            later = server.calls[asked:]
            assert later and all(_text(c.items[0]) == cursed for c in later)
    assert len(read_calls(settings)) == len(server.calls)


@pytest.mark.parametrize("purpose", PURPOSES)
@pytest.mark.parametrize("name", HARMLESS)
def test_an_answer_with_more_than_asked_is_read_at_the_first_go(
    name: str, purpose: str, make_settings: MakeSettings
) -> None:
    with ScriptedServer(HARMLESS[name]) as server:
        answers = _ask(_settings(make_settings, server), purpose)
        assert [answer.status for answer in answers] == ["ok"] * ITEMS
        assert len(server.calls) == 2


@pytest.mark.parametrize("status", [401, 403, 404])
def test_an_endpoint_that_denies_stops_the_run_at_once(
    status: int, make_settings: MakeSettings
) -> None:
    script = lambda call: Reaction(status=status, raw=b'{"error":{"message":"no such model"}}')  # noqa: E731
    with ScriptedServer(script) as server:
        settings = make_settings(server, llm_max_concurrency=4)
        with pytest.raises(EndpointError, match=r"refuses to answer.*no such model"):
            LanguageModel(settings).ask("judge", sample_items("judge", 200), VARIABLES["judge"])
        assert len(server.calls) <= 4


def test_an_endpoint_that_keeps_failing_opens_the_circuit(make_settings: MakeSettings) -> None:
    with ScriptedServer(lambda call: Reaction(status=503, raw=b"{}")) as server:
        settings = make_settings(server, pace={"failures_to_pause": 10}, llm_max_concurrency=4)
        with pytest.raises(EndpointError, match="in a row, the last ones after longer"):
            LanguageModel(settings).ask("judge", sample_items("judge", 500), VARIABLES["judge"])
        assert len(server.calls) <= 10 + 4 + 3


def test_the_circuit_closes_when_the_endpoint_comes_back(make_settings: MakeSettings) -> None:
    def script(call: Call) -> Reaction:
        return honest(call) if len(server.calls) > 6 else Reaction(status=503, raw=b"{}")

    with ScriptedServer(script) as server:
        settings = make_settings(
            server, pace={"failures_to_pause": 4, "attempts": 12}, llm_max_concurrency=2
        )
        answers = LanguageModel(settings).ask(
            "judge", sample_items("judge", 20), VARIABLES["judge"]
        )
        assert {answer.status for answer in answers} == {"ok"}


def test_retry_after_is_honoured_by_every_caller(make_settings: MakeSettings) -> None:
    times: list[float] = []

    def script(call: Call) -> Reaction:
        times.append(call.started)
        if len(times) == 1:
            return Reaction(status=429, headers={"retry-after": "0.4"}, raw=b"{}")
        return honest(call)

    with ScriptedServer(script) as server:
        settings = make_settings(server, llm_max_concurrency=1)
        LanguageModel(settings).ask("judge", sample_items("judge", 3), VARIABLES["judge"])
    assert times[1] - times[0] >= 0.4


def test_a_wait_that_is_too_long_is_said_instead_of_slept(make_settings: MakeSettings) -> None:
    script = lambda call: Reaction(status=429, headers={"retry-after": "9000"}, raw=b"{}")  # noqa: E731
    started = time.monotonic()
    with ScriptedServer(script) as server:
        with pytest.raises(EndpointError, match="asks to wait 9,000 seconds"):
            LanguageModel(make_settings(server)).ask(
                "judge", sample_items("judge", 3), VARIABLES["judge"]
            )
    assert time.monotonic() - started < 5


def test_concurrency_falls_on_rate_limits_and_all_rows_arrive(make_settings: MakeSettings) -> None:
    """A server that serves four at a time: 16 callers settle down without losing a row."""

    def script(call: Call) -> Reaction:
        if server._at_once > 4:
            return Reaction(status=429, raw=b"{}")
        return Reaction(honest(call).content, delay=0.02)

    with ScriptedServer(script) as server:
        settings = make_settings(server, llm_max_concurrency=16, pace={"attempts": 12})
        answers = LanguageModel(settings).ask(
            "judge", sample_items("judge", 300), VARIABLES["judge"]
        )
        assert {answer.status for answer in answers} == {"ok"}
        refused = sum(not call.answered for call in server.calls)
    assert refused < 300, f"{refused} refusals for 300 rows: concurrency did not adapt"


def test_equal_texts_cost_one_call(make_settings: MakeSettings) -> None:
    with ScriptedServer(honest) as server:
        rows = [sample_items("judge", 1)[0]] * 50
        answers = LanguageModel(make_settings(server)).ask("judge", rows, VARIABLES["judge"])
        assert len(answers) == 50 and len(server.calls) == 1


def test_failed_rows_are_asked_again_only_when_told_to(make_settings: MakeSettings) -> None:
    with ScriptedServer(lambda call: Reaction("no JSON")) as server:
        settings = make_settings(server)
        rows = sample_items("judge", 2)
        assert LanguageModel(settings).ask("judge", rows, VARIABLES["judge"])[0].status == "failed"
        server.script = honest
        assert LanguageModel(settings).ask("judge", rows, VARIABLES["judge"])[0].status == "failed"
        settings = settings.model_copy(update={"llm_retry_failed": True})
        assert LanguageModel(settings).ask("judge", rows, VARIABLES["judge"])[0].status == "ok"
        asked = len(server.calls)
        LanguageModel(settings).ask("judge", rows, VARIABLES["judge"])
        assert len(server.calls) == asked
