from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from hobby_profiles.app.doctor.checks import Finding, findings
from hobby_profiles.app.doctor.contract import CONTRACT, READ_BY
from hobby_profiles.app.doctor.cost import cost_of
from hobby_profiles.app.doctor.inputs import Inputs, thresholds
from hobby_profiles.llm.settings import LlmSettings

ROOT = Path(__file__).parents[3]

PRODUCTS = """
    create temp table products as
    select
        'p' || i as product_id, 'Bamboo knitting needles ' || i as product_name,
        'Crafts' as category_path, '' as description, '' as brand, '' as attributes,
        null::decimal(18, 4) as price_amount,
        case when i = 9 then 'repeated_product_id' end as rejection_reason
    from range(10) as t (i)
"""
EVENTS = """
    create temp table events as
    select
        case when i % 2 = 0 then 'till' else 'u' || i end as user_id, 'p' || i % 8 as product_id,
        case when i = 0 then timestamp '2999-01-01' else timestamp '2024-01-01' end as event_at,
        null::varchar as given_event_id, 'purchase' as event_type,
        case when i = 1 then -1 else 1 end as quantity, 5 as amount, 5 as unit_price,
        case when i = 3 then 'missing_user_id' end as row_problem
    from range(40) as t (i)
"""
PRESENT = {
    "products": ["product_id", "product_name", "category_path", "currency"],
    "events": ["user_id", "product_id", "event_at", "quantity", "amount", "colour"],
}


@pytest.fixture
def inputs() -> Iterator[Inputs]:
    with duckdb.connect() as connection:
        connection.execute("set timezone = 'UTC'")
        connection.execute(PRODUCTS)
        connection.execute(EVENTS)
        yield Inputs(connection, dict(PRESENT))


def told(found: list[Finding]) -> str:
    return "\n".join(f"{row.weight} {row.where}: {row.what}" for row in found)


def test_what_is_suspicious_is_said_with_its_number(inputs: Inputs) -> None:
    text = told(findings(inputs, thresholds({})))
    for line in (
        "fine products: 10 rows",
        "look products: 1 row left out: repeated_product_id",
        "look products: a currency is given and not read",
        "look events: 1 row left out: missing_user_id",
        "look events.event_at: in the future: 1 event, the last on 2999-01-01",
        "fine events.quantity: 1 row below 0 are read as returns",
        "fine events: not read: colour",
        "fine events.event_type: missing, taken as purchase",
        "fine events.product_id: 100% of the usable events have a product",
        "20 users; the largest has 51% of the events: above 20% till is left out",
        "fine users: not given; it is optional",
    ):
        assert line in text, text
    assert "stop" not in text


def test_products_that_match_nothing_stop_a_build(inputs: Inputs) -> None:
    inputs.connection.execute("update products set product_id = 'x' || product_id")
    assert "stop events.product_id: 0" in told(findings(inputs, thresholds({})))


def test_users_that_match_nobody_stop_a_build(inputs: Inputs) -> None:
    inputs.present["users"] = ["user_id", "has_consent"]
    inputs.connection.execute("""
        create temp table users as
        select 'someone' as user_id, 'someone' as match_key, true as has_consent,
            null as deleted_at, false as is_deleted, null as rejection_reason
    """)
    assert "stop users.user_id: 0 users of events" in told(findings(inputs, thresholds({})))


def test_names_that_are_not_english_are_said(inputs: Inputs) -> None:
    inputs.connection.execute(
        "update products set product_name = 'Stricknadeln aus Bambus, Wanderzelt, Gartenschere'"
    )
    assert "look products.product_name: " in told(findings(inputs, thresholds({})))


def test_an_input_that_cannot_be_read_stops_with_dbts_words(inputs: Inputs) -> None:
    inputs.problems["events"] = "The input 'events' has no column 'event_at'."
    found = findings(inputs, thresholds({}))
    assert "stop events: The input 'events' has no column 'event_at'." in told(found)


def test_calls_are_counted_before_a_build(inputs: Inputs, tmp_path: Path) -> None:
    settings = LlmSettings(cache_dir=tmp_path, llm_model="gpt-4.1-mini")
    assert cost_of(inputs, settings, {}).asked == []
    cost = cost_of(inputs, settings, {"hobby__labeller": "openai"})
    assert (cost.text_count, cost.event_count) == (9, 40)
    assert [(row.purpose, row.calls) for row in cost.asked] == [("label", 9)]


@pytest.mark.parametrize("name", CONTRACT)
def test_the_columns_are_those_that_staging_reads(name: str) -> None:
    [model] = (ROOT / "models" / "staging").rglob(f"{READ_BY[name]}.sql")
    text = model.read_text()
    if name == "users":
        text = (ROOT / "macros/inputs/hobby__users_read.sql").read_text()
    [(required, optional)] = re.findall(
        r"required=\{(.*?)\}.*?optional=\{(.*?)\}", text.split("hobby__input(")[1], re.DOTALL
    )
    read = {column: True for column in re.findall(r"'(\w+)':", required)}
    read |= {column: False for column in re.findall(r"'(\w+)':", optional)}
    assert {column.name: column.is_required for column in CONTRACT[name]} == read


def test_marts_that_are_named_exist() -> None:
    marts = {file.stem for file in (ROOT / "models" / "marts").rglob("*.sql")}
    named = {
        mart
        for columns in CONTRACT.values()
        for column in columns
        for mart in re.findall(r"hobby__\w+", column.feeds)
    }
    assert named - {"hobby__text_fields"} <= marts
