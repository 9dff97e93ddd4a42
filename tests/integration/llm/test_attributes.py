"""Attributes by a language model: what it sees, which values stand, what is paid twice."""

from __future__ import annotations

import pandas as pd
import pytest

from hobby_profiles.attributes.language_model import AttributeSettings, read_attributes
from hobby_profiles.llm.store.ledger import read_calls
from tests.integration.llm.conftest import MakeSettings
from tests.integration.llm.model import honest, to_json
from tests.integration.llm.server import Reaction, ScriptedServer

TERMS = pd.DataFrame(
    [
        ("colour", "navy", "blue"),
        ("colour", "blue", "blue"),
        ("colour", "red", "red"),
        ("material", "merino", "wool"),
    ],
    columns=["attribute", "term", "value"],
)
TEXT = {
    "text_hash": "a", "product_name": "Woolco Navy Merino Scarf, 12 Pack",
    "category_path": "Scarves", "brand": "", "attributes": "",
}  # fmt: skip


def _products(**changes: str) -> pd.DataFrame:
    # Two products of one text, and what is no text: an id, a price.
    return pd.DataFrame([{**TEXT, **changes, "product_id": n, "price": 9} for n in ("p1", "p2")])


def _said(attribute: str, value: str) -> Reaction:
    said = [{"attribute": attribute, "value": value}]
    return Reaction(to_json([{"item": 1, "attributes": said}]))


def _read(settings: AttributeSettings, products: pd.DataFrame) -> list[tuple[str, str, str, str]]:
    found = read_attributes(products, TERMS, settings)
    columns = ["attribute", "value", "source", "refusal"]
    return [tuple(row) for row in found[columns].fillna("").itertuples(index=False)]


@pytest.mark.parametrize(
    ("attribute", "value", "read", "refusal"),
    [
        ("colour", "navy", "blue", ""),
        ("colour", "Blue", "blue", ""),
        ("material", "wool", "wool", ""),
        ("pack_size", "12", "12", ""),
        ("brand", "Woolco", "Woolco", ""),
        ("colour", "red", "red", "not_in_text"),
        ("colour", "nightfall", "nightfall", "outside_schema"),
        ("material", "navy", "navy", "outside_schema"),
        ("pack_size", "13", "13", "not_in_text"),
        ("pack_size", "a dozen", "a dozen", "outside_schema"),
        ("pack_size", "0", "0", "outside_schema"),
        ("brand", "Nike", "Nike", "not_in_text"),
    ],
)
def test_a_value_stands_where_the_list_knows_it_and_the_text_has_it(
    attribute: str, value: str, read: str, refusal: str, make_settings: MakeSettings
) -> None:
    with ScriptedServer(lambda call: _said(attribute, value)) as server:
        settings = AttributeSettings(attribute_tagger="openai", llm=make_settings(server))
        assert _read(settings, _products()) == [(attribute, read, "openai", refusal)]


def test_the_model_sees_each_text_once_and_nothing_but_texts(make_settings: MakeSettings) -> None:
    with ScriptedServer(honest) as server:
        llm = make_settings(server)
        settings = AttributeSettings(attribute_tagger="openai", llm=llm)
        first = _read(settings, _products())
        assert first == [("colour", "blue", "openai", "")]
        [[item]] = [call.items for call in server.calls]
        assert item == {"item": 1} | {name: TEXT[name] for name in TEXT if name != "text_hash"}
        assert _read(settings, _products()) == first
        assert len(server.calls) == 1
    calls = read_calls(llm)
    assert calls["purpose"].tolist() == ["attribute"]
    assert (calls["cost_usd"] > 0).all()


def test_the_shops_own_brand_counts_before_what_is_read(make_settings: MakeSettings) -> None:
    with ScriptedServer(lambda call: _said("brand", "Merino")) as server:
        settings = AttributeSettings(attribute_tagger="openai", llm=make_settings(server))
        assert _read(settings, _products(brand="Woolco")) == [("brand", "Woolco", "column", "")]


def test_an_attribute_that_nobody_knows_is_no_answer_and_terms_read_the_text(
    make_settings: MakeSettings,
) -> None:
    with ScriptedServer(lambda call: _said("price", "9")) as server:
        llm = make_settings(server, llm_max_failed_share=1)
        settings = AttributeSettings(attribute_tagger="openai", llm=llm)
        found = _read(settings, _products())
    assert {row[2] for row in found} == {"title"}
    assert ("colour", "blue", "title", "") in found


def test_whoever_tags_embedded_asks_nobody(make_settings: MakeSettings) -> None:
    with ScriptedServer(honest) as server:
        found = read_attributes(_products(), TERMS, AttributeSettings(llm=make_settings(server)))
        assert server.calls == []
    assert found["refusal"].isna().all()
    assert len(found)
