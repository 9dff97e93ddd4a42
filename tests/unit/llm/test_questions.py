from __future__ import annotations

import json
from typing import Any

import numpy as np
import pandas as pd
import pytest

from hobby_profiles.app.estimate import doubts
from hobby_profiles.app.estimate.questions import questions
from hobby_profiles.core.errors import InputError
from hobby_profiles.llm.settings import LlmSettings

TEXTS = pd.DataFrame({"text_hash": ["a", "b"], "product_name": ["yarn", "wool"]}).assign(
    category_path="A", description=None, brand=None, attributes=None
)
MOVED = {"what": "moved", "from_topic": "golf and 3 more", "to_topic": "Crafts", "why": "cosine"}
SWITCHES = (
    "labeller", "judge", "namer", "synonym_check", "coherence_check", "journey_namer",
    "attribute_tagger",
    "persona_labeller",
    "journey_expander",
)  # fmt: skip


class _Warehouse:
    """Tables by name, as `Warehouse.frame` reads them."""

    def __init__(self, **tables: pd.DataFrame) -> None:
        self._tables = tables

    def frame(self, query: str) -> pd.DataFrame:
        name = query.split(".")[1].split(" ")[0].removeprefix("int_hobby__")
        if name not in self._tables:
            raise InputError(f"no table {name}")
        return self._tables[name]


def _toy_embedding(texts: Any) -> np.ndarray:
    return np.stack([[1.0, 0.0] for _ in texts]).astype(np.float32)


def _asked(warehouse: _Warehouse, variables: dict[str, Any], *, every: bool) -> dict[str, Any]:
    found = questions(warehouse, LlmSettings(), variables, every=every)  # type: ignore[arg-type]
    return {question.purpose: question for question in found}


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> _Warehouse:
    monkeypatch.setattr(doubts, "embed_by", lambda settings: _toy_embedding)
    labels = ["knitting", "knitted things", "golf"]
    return _Warehouse(
        product_texts=TEXTS,
        labels_embedded=pd.DataFrame(
            {"label": labels, "product_count": 5, "embedding": [[1.0, 0.0], [0.9, 0.1], [0.0, 1.0]]}
        ),
        label_usage=pd.DataFrame({"label": labels, "text_hash": ["a", "b", "b"]}),
        topic_registry=pd.DataFrame(
            {
                "topic_label": ["knitting", None],
                "coherence_steps": [json.dumps([MOVED, {**MOVED, "what": "collapsed"}]), None],
            }
        ),
        signature_traits=pd.DataFrame(
            [("s1", "topic", "t1", 0, 9), ("s1", "keyword", "socks", 1, 7)],
            columns=["signature_id", "trait_kind", "trait", "trait_rank", "holder_count"],
        ),
        hobby__topics=pd.DataFrame(
            {"topic_id": ["t1"], "topic_name": ["Knitting"], "is_sensitive": [False]}
        ),
        products_hashed=TEXTS.assign(brand="Woolco", attributes=None),
        stg_hobby__products=pd.DataFrame({"product_id": ["p1"], "product_name": ["Wool"]}),
    )


def test_every_purpose_that_is_switched_on_is_asked_about(built: _Warehouse) -> None:
    everything = {
        "label", "judge", "name", "synonym", "coherence", "journey", "attribute", "persona",
        "expansion",
    }  # fmt: skip
    assert set(_asked(built, {}, every=True)) == everything
    assert _asked(built, {}, every=False) == {}
    switched = {f"hobby__{switch}": "openai" for switch in SWITCHES}
    assert set(_asked(built, switched, every=False)) == everything
    assert set(_asked(built, {"hobby__namer": "openai"}, every=False)) == {"name"}


def test_signatures_are_those_of_the_last_build(built: _Warehouse) -> None:
    asked = _asked(built, {"hobby__journey_namer": "openai"}, every=False)
    assert asked["journey"].items == [{"topic": "Knitting", "keywords": ["socks"], "products": []}]
    asked = _asked(built, {"hobby__journey_expander": "openai"}, every=False)
    assert asked["expansion"].items == [{"journey": "Knitting"}]


def test_attributes_are_read_from_product_texts_alone(built: _Warehouse) -> None:
    asked = _asked(built, {"hobby__attribute_tagger": "openai"}, every=False)
    assert len(asked["attribute"].items) == len(TEXTS)
    assert set(asked["attribute"].items[0]) == {
        "product_name", "category_path", "brand", "attributes",
    }  # fmt: skip


def test_doubts_are_those_a_run_would_have(built: _Warehouse) -> None:
    asked = _asked(built, {"hobby__merge_doubt": 1.0, "hobby__merge_min_cosine": 0.5}, every=True)
    assert asked["synonym"].items == [{"label_a": "knitted things", "label_b": "knitting"}]
    sure = _asked(built, {"hobby__merge_doubt": 0.0}, every=True)
    assert sure["synonym"].items == []
    assert asked["coherence"].items == [
        {"topic": "knitting", "parent": "golf and 3 more", "alternatives": ["Crafts"]}
    ]


def test_before_the_first_build_only_texts_are_known() -> None:
    asked = _asked(_Warehouse(product_texts=TEXTS), {}, every=True)
    assert {purpose: len(question.items) for purpose, question in asked.items()} == {
        "label": 2, "judge": 2, "name": 0, "synonym": 0, "coherence": 0,
        "journey": 0, "attribute": 0, "persona": 0, "expansion": 0,
    }  # fmt: skip
    with pytest.raises(InputError):
        _asked(_Warehouse(), {}, every=True)
