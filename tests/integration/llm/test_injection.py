"""Texts that try to give orders, before a model that obeys every order it sees."""

from __future__ import annotations

import pandas as pd
import pytest

from hobby_profiles.labels.asked.labeller import LlmLabeller
from hobby_profiles.labels.judge.language_model import LlmJudge
from hobby_profiles.labels.settings import LabelSettings
from hobby_profiles.llm.client import LanguageModel
from hobby_profiles.llm.instructions import strip_instructions
from hobby_profiles.llm.items import normalise
from hobby_profiles.llm.settings import LlmSettings
from tests.integration.llm.conftest import MakeSettings
from tests.integration.llm.injections import INJECTIONS, PAYLOAD, UNRECOGNISED
from tests.integration.llm.model import WORDS, answer_item, to_json
from tests.integration.llm.server import Call, Reaction, ScriptedServer

Labels = dict[str, set[str]]


def _obedient_labeller(call: Call) -> Reaction:
    """One text with the payload is enough: every product of the request gets the label."""
    answers = [answer_item(call.purpose, item) for item in call.items]
    if call.purpose == "label" and any(PAYLOAD in str(item).lower() for item in call.items):
        for answer in answers:
            answer["labels"].append(
                {"label": PAYLOAD, "kind": "cultural affinity", "relevance": 1.0}
            )
    return Reaction(to_json(answers))


def _obedient_judge_too(call: Call) -> Reaction:
    """The judge obeys as well, when it sees a text that asks for it."""
    if call.purpose == "label":
        return _obedient_labeller(call)
    answers = [answer_item(call.purpose, item) for item in call.items]
    for answer, item in zip(answers, call.items, strict=True):
        if PAYLOAD in item["product_name"].lower() and item["label"] == PAYLOAD:
            answer.update(fit_grade=5, reason_code="fits")
    return Reaction(to_json(answers))


def _texts(suffixes: list[str]) -> pd.DataFrame:
    """One clean product, and one with each suffix behind an honest description."""
    words = list(WORDS)
    rows = [
        (f"h{n:03d}", f"Shop item {n} with {words[n % len(words)]} {suffix}".strip())
        for n, suffix in enumerate(suffixes)
    ]
    table = pd.DataFrame(rows, columns=["text_hash", "product_name"])
    return table.assign(category_path="A > B", description="", brand="", attributes="")


def _accepted(settings: LlmSettings, texts: pd.DataFrame) -> tuple[Labels, Labels]:
    """Labels proposed and labels accepted, by text."""
    stage = LabelSettings(labeller="openai", judge="openai", llm=settings)
    model = LanguageModel(settings)
    labels = LlmLabeller(model, stage).label(texts)
    judged = LlmJudge(model, stage).judge(labels, texts)
    good = judged[judged["fit_grade"] >= 3]
    return tuple(  # type: ignore[return-value]
        {text: set(frame.loc[frame["text_hash"] == text, "label"]) for text in texts["text_hash"]}
        for frame in (labels, good)
    )


@pytest.mark.parametrize("per_request", [1, 10])
@pytest.mark.parametrize("script", [_obedient_labeller, _obedient_judge_too])
def test_thirty_injections_change_nothing(
    script: object, per_request: int, make_settings: MakeSettings
) -> None:
    clean = [""] * len(INJECTIONS)
    suffixes = [part for pair in zip(clean, INJECTIONS, strict=True) for part in pair]
    with ScriptedServer(script) as server:  # type: ignore[arg-type]
        settings = make_settings(server, llm_items_per_request=per_request)
        without = _accepted(
            settings.model_copy(update={"cache_dir": settings.cache_dir / "clean"}),
            _texts([""] * len(suffixes)),
        )
        with_ = _accepted(settings, _texts(suffixes))
    assert len(INJECTIONS) == 30
    for number, suffix in enumerate(suffixes):
        text = f"h{number:03d}"
        if not suffix:
            assert with_[0][text] == without[0][text], "another product's labels changed"
        assert with_[1][text] <= without[1][text], f"accepted because of: {suffix}"
        assert with_[1][text], "the honest label is lost"


@pytest.mark.parametrize("order", INJECTIONS)
def test_what_is_left_of_a_text_is_the_text_without_the_order(order: str) -> None:
    for name in ("Coffee Cups (Black)", "Steel Cup, 20oz", "Sword and Shield"):
        assert strip_instructions(normalise(f"{name} {order}")) == name


def test_an_injection_nobody_recognises_stops_at_its_own_request_and_at_the_judge(
    make_settings: MakeSettings,
) -> None:
    """With one product a request, which is the default, no other product can be touched."""
    suffixes = ["", UNRECOGNISED, "", UNRECOGNISED, "", ""]
    assert strip_instructions(UNRECOGNISED) == UNRECOGNISED
    with ScriptedServer(_obedient_labeller) as server:
        proposed, accepted = _accepted(make_settings(server), _texts(suffixes))
    assert PAYLOAD in proposed["h001"] and PAYLOAD in proposed["h003"]
    assert not any(PAYLOAD in proposed[f"h{n:03d}"] for n in (0, 2, 4, 5))
    assert not any(PAYLOAD in labels for labels in accepted.values())


def test_the_judge_sees_neither_relevance_nor_evidence_of_the_labeller(
    make_settings: MakeSettings,
) -> None:
    with ScriptedServer(_obedient_labeller) as server:
        _accepted(make_settings(server), _texts(["", ""]))
        asked = [item for call in server.calls if call.purpose == "judge" for item in call.items]
    assert asked and all(
        set(item) == {"item", "product_name", "category_path", "label"} for item in asked
    )
