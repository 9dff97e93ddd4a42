"""Faults that hit every call, and what the steps of the pipeline make of rows without an answer."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle
from typing import Any

import pandas as pd
import pytest

from hobby_profiles.attributes.language_model import AttributeSettings, read_attributes
from hobby_profiles.keywords.journey_expansions import ExpansionSettings, expand_topics
from hobby_profiles.keywords.journey_names import JourneyNameSettings, name_signatures
from hobby_profiles.labels.asked.labeller import LlmLabeller
from hobby_profiles.labels.judge.language_model import LlmJudge
from hobby_profiles.labels.settings import LabelSettings
from hobby_profiles.llm.client import LanguageModel
from hobby_profiles.llm.errors import EndpointError
from hobby_profiles.llm.settings import PURPOSES, LlmSettings
from hobby_profiles.llm.store.ledger import read_calls, read_failures
from hobby_profiles.taxonomy.merge.language_model import check_synonyms
from hobby_profiles.taxonomy.names.language_model import LlmNamer
from hobby_profiles.taxonomy.tree.coherence import PlaceCase
from hobby_profiles.taxonomy.tree.language_model import check_places
from tests.integration.llm.conftest import MakeSettings
from tests.integration.llm.model import VARIABLES, honest, sample_items
from tests.integration.llm.server import Call, Reaction, ScriptedServer
from tests.integration.llm.test_adapters import Spare, naming_case
from tests.integration.llm.test_faults import FAULTS

CURSED = "cursed"
TEXTS = pd.DataFrame(
    {"text_hash": ["a", "b"], "product_name": ["yarn", f"{CURSED} yarn"], "category_path": "A"}
).assign(description="", brand="", attributes="")


def _labelled(settings: LlmSettings) -> list[Any]:
    labels = LlmLabeller(
        LanguageModel(settings), LabelSettings(labeller="openai", llm=settings)
    ).label(TEXTS)
    return list(labels["text_hash"])


def _judged(settings: LlmSettings) -> list[Any]:
    labels = pd.DataFrame(
        [
            [text, 1, "knitting", "activity", 0.9, "embedded", ""]
            for text in TEXTS["text_hash"]
        ],
        columns=["text_hash", "label_rank", "label", "kind", "relevance", "labeller", "evidence"],
    )  # fmt: skip
    judged = LlmJudge(LanguageModel(settings), LabelSettings(judge="openai", llm=settings)).judge(
        labels, TEXTS
    )
    return list(judged["fit_grade"])


def _named(settings: LlmSettings) -> list[Any]:
    names = LlmNamer(settings, Spare()).name([naming_case("1", "a"), naming_case("2", CURSED)])
    return [name.source for name in names]


def _merged(settings: LlmSettings) -> list[Any]:
    return list(check_synonyms([("golf", "golfing"), (CURSED, "other")], settings))


def _placed(settings: LlmSettings) -> list[Any]:
    cases = [PlaceCase(topic, "Crafts", ("Music",)) for topic in ("knitting", CURSED)]
    return list(check_places(cases, settings))


def _journeys_named(settings: LlmSettings) -> list[Any]:
    traits = pd.DataFrame(
        [("a", "topic", "t1", 0, 9), ("b", "topic", "t2", 0, 8)],
        columns=["signature_id", "trait_kind", "trait", "trait_rank", "holder_count"],
    )
    topics = pd.DataFrame(
        {"topic_id": ["t1", "t2"], "topic_name": ["Chess", f"{CURSED} yarn"], "is_sensitive": False}
    )
    products = pd.DataFrame({"product_id": [], "product_name": [], "brand": []}, dtype="str")
    naming = JourneyNameSettings(journey_namer="openai", llm=settings)
    return list(name_signatures(traits, topics, products, naming)["refusal"].fillna(""))


def _attributes_read(settings: LlmSettings) -> list[Any]:
    products = TEXTS.assign(product_name=["red yarn", f"{CURSED} navy yarn"])
    terms = pd.DataFrame(
        [("colour", "red", "red"), ("colour", "navy", "blue")],
        columns=["attribute", "term", "value"],
    )
    reading = AttributeSettings(attribute_tagger="openai", llm=settings)
    return list(read_attributes(products, terms, reading)["source"])


def _expanded(settings: LlmSettings) -> list[Any]:
    traits = pd.DataFrame(
        [("a", "topic", "t1", 0, 9), ("b", "topic", "t2", 0, 8)],
        columns=["signature_id", "trait_kind", "trait", "trait_rank", "holder_count"],
    )
    topics = pd.DataFrame(
        {"topic_id": ["t1", "t2"], "topic_name": ["Chess", f"{CURSED} yarn"], "is_sensitive": False}
    )
    labels = pd.DataFrame({"topic_id": ["t1"], "label": ["chess"]})
    asking = ExpansionSettings(journey_expander="openai", llm=settings)
    return list(expand_topics(traits, topics, labels, ["garden bed"], asking)["topic_id"])


#: Each step of the pipeline with an ordinary and a cursed row, and what must come of the two.
STEPS: dict[str, tuple[Callable[[LlmSettings], list[Any]], list[Any]]] = {
    "label": (_labelled, ["a"]),
    "judge": (_judged, [5, 1]),
    "name": (_named, ["openai", "lexicon"]),
    "synonym": (_merged, [True, None]),
    "coherence": (_placed, ["Crafts", None]),
    "journey": (_journeys_named, ["", "unanswered"]),
    "attribute": (_attributes_read, ["openai", "title"]),
    "expansion": (_expanded, ["t1"]),
}


def _settings(make: MakeSettings, server: ScriptedServer, fault: str) -> LlmSettings:
    is_slow = fault in {"timeout", "slow trickle"}
    return make(
        server,
        llm_timeout_seconds=0.4 if is_slow else 60.0,
        pace={
            "attempts": 2,
            "failures_to_pause": 3,
            "first_wait_seconds": 0.01,
            "first_pause_seconds": 0.01,
        },
        llm_max_concurrency=4,
    )


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("name", FAULTS)
def test_a_step_finishes_without_the_row_that_got_no_answer(
    name: str, step: str, make_settings: MakeSettings
) -> None:
    run, expected = STEPS[step]

    def script(call: Call) -> Reaction:
        return FAULTS[name].react(call) if CURSED in str(call.items) else honest(call)

    with ScriptedServer(script) as server:
        settings = _settings(make_settings, server, name)
        assert run(settings) == expected
        failed = read_failures(settings)
    assert failed[["purpose", "reason"]].to_numpy().tolist() == [[step, FAULTS[name].reason]]


# A purpose for each fault in turn: what a purpose does with each fault is tested above.
@pytest.mark.parametrize(("name", "purpose"), list(zip(FAULTS, cycle(PURPOSES), strict=False)))
def test_a_fault_of_every_call_fails_every_row_or_stops_with_a_clear_message(
    name: str, purpose: Any, make_settings: MakeSettings
) -> None:
    fault, count = FAULTS[name], 16
    rows = sample_items(purpose, count)
    with ScriptedServer(fault.react) as server:
        settings = _settings(make_settings, server, name)
        model = LanguageModel(settings)
        if fault.pays:
            answers = model.ask(purpose, rows, VARIABLES[purpose])
            assert {(a.status, a.reason) for a in answers} == {("failed", fault.reason)}
            assert len(read_failures(settings)) == count
            asked = len(server.calls)
            assert asked <= 2 * count
            model.ask(purpose, rows, VARIABLES[purpose])
            assert len(server.calls) == asked, "what was paid for is not asked for again"
        else:
            with pytest.raises(EndpointError, match=r"in a row.*kept; run again to go on"):
                model.ask(purpose, rows, VARIABLES[purpose])
            assert len(server.calls) < count
        assert len(read_calls(settings)) == len(server.calls)
        server.script = honest
        answers = model.ask(purpose, rows, VARIABLES[purpose])
        assert {a.status for a in answers} == {"failed" if fault.pays else "ok"}


@pytest.mark.parametrize("purpose", PURPOSES)
@pytest.mark.parametrize("name", [name for name, fault in FAULTS.items() if fault.in_batch])
def test_a_fault_within_a_batch_costs_one_row_and_is_on_record(
    name: str, purpose: Any, make_settings: MakeSettings
) -> None:
    fault, rows = FAULTS[name], sample_items(purpose, 4)
    cursed = next(text for text in rows[2].values() if "2" in str(text))

    def script(call: Call) -> Reaction:
        return fault.react(call) if cursed in call.items[0].values() else honest(call)

    with ScriptedServer(script) as server:
        settings = make_settings(server, llm_mode="batch")
        model = LanguageModel(settings)
        answers = model.ask(purpose, rows, VARIABLES[purpose])
        assert [a.status for n, a in enumerate(answers) if n != 2] == ["ok"] * 3
        status = "failed" if fault.pays else "unanswered"
        assert answers[2].status == status
        failed = read_failures(settings)[["purpose", "status", "reason"]]
        reason = fault.reason if fault.pays else "server_error"
        assert failed.to_numpy().tolist() == [[purpose, status, reason]]
        asked = len(server.calls)
        model.ask(purpose, rows, VARIABLES[purpose])
        later = server.calls[asked:]
        assert not (fault.pays and later), "what was paid for is not asked for again"
        assert all(cursed in call.items[0].values() for call in later)


def test_what_is_in_flight_when_a_run_stops_is_waited_for(make_settings: MakeSettings) -> None:
    """One call is denied while three others take longer than what a Ctrl-C leaves them."""

    def script(call: Call) -> Reaction:
        if len(server.calls) == 4:
            return Reaction(status=404, raw=b'{"error":{"message":"gone"}}')
        return Reaction(honest(call).content, delay=1.0)

    with ScriptedServer(script) as server:
        settings = make_settings(
            server, pace={"grace_seconds": 0.2}, llm_max_concurrency=4, llm_timeout_seconds=20.0
        )
        with pytest.raises(EndpointError, match="gone"):
            LanguageModel(settings).ask("judge", sample_items("judge", 50), VARIABLES["judge"])
        assert len(server.calls) == 4
    assert sorted(read_calls(settings)["status"]) == ["denied", "ok", "ok", "ok"]
