"""``hobby-profiles init``: which columns are recognised, what is written, what is left alone."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import duckdb
import pytest
import yaml
from click.testing import CliRunner

from hobby_profiles.app.cli import cli
from hobby_profiles.app.doctor.contract import CONTRACT
from hobby_profiles.app.init.columns import ALIASES, recognise
from hobby_profiles.core.errors import InputError

ROOT = Path(__file__).parents[3]
INVOICES = """Invoice;StockCode;Description;Quantity;InvoiceDate;Price;Customer ID;Country
1;A1;Knitting yarn;2;2025-01-01 10:00:00;3,50;17;France
1;A1;Knitting yarn;1;2025-01-02 10:00:00;3,50;18;France
2;A1;knitting yarn?;1;2025-01-03 10:00:00;3,50;18;France
"""


def run(folder: Path, *options: str, package: str = str(ROOT)) -> str:
    result = CliRunner().invoke(
        cli, ["init", str(folder), *options, "--package", package], catch_exceptions=False
    )
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture
def invoices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DBT_PROFILES_DIR", str(tmp_path / "shop"))
    monkeypatch.delenv("HOBBY_DUCKDB_PATH", raising=False)
    file = tmp_path / "My invoices.csv"
    file.write_text(INVOICES, encoding="utf-8")
    return file


def test_names_are_those_of_the_contract():
    for name, columns in ALIASES.items():
        assert set(columns) <= {column.name for column in CONTRACT[name]}


def test_columns_are_recognised_by_their_names_however_written():
    seen = ["Invoice", "StockCode", "Description", "Quantity", "InvoiceDate", "Customer ID"]
    assert recognise("events", seen, {}) == {
        "user_id": "Customer ID",
        "product_id": "StockCode",
        "event_at": "InvoiceDate",
        "quantity": "Quantity",
    }


def test_a_description_is_the_name_only_where_there_is_no_other():
    assert recognise("products", ["sku", "description"], {})["product_name"] == "description"
    both = recognise("products", ["sku", "title", "description"], {})
    assert (both["product_name"], both["description"]) == ("title", "description")


def test_a_chosen_column_goes_before_what_names_tell():
    found = recognise("events", ["customer", "payer", "sku", "date"], {"user_id": "payer"})
    assert found["user_id"] == "payer"


@pytest.mark.parametrize(
    ("seen", "chosen", "told"),
    [
        (["sku", "date"], {}, "No column of the table of events is called like a user_id"),
        (["sku", "date"], {"user_id": "who"}, "the table has no column 'who'"),
        (["sku", "date"], {"buyer": "sku"}, "events have no column 'buyer'"),
    ],
)
def test_what_is_not_found_is_said(seen, chosen, told):
    with pytest.raises(InputError, match=told):
        recognise("events", seen, chosen)


def test_a_project_is_written_from_one_file_of_invoices(invoices, tmp_path):
    shop = tmp_path / "shop"
    printed = run(shop, "--events", str(invoices))
    assert "3 records" in printed
    project = yaml.safe_load((shop / "dbt_project.yml").read_text())
    assert project["vars"]["hobby_profiles"] == {
        "hobby__products": "{{ ref('shop', 'my_products') }}",
        "hobby__events": "{{ ref('shop', 'my_events') }}",
    }
    assert yaml.safe_load((shop / "packages.yml").read_text()) == {
        "packages": [{"local": str(ROOT)}]
    }
    profile = yaml.safe_load((shop / "profiles.yml").read_text())["shop"]["outputs"]["dev"]
    assert profile["plugins"] == [{"module": "hobby_profiles.dbt_plugin"}]
    model = (shop / "models" / "hobby" / "my_events.sql").read_text()
    assert '"Customer ID" as user_id' in model
    assert "hobby_row_problem" in model


def test_what_to_type_next_is_found_in_the_new_folder(invoices, tmp_path, monkeypatch):
    installed = tmp_path / "env" / "hobby-profiles"
    installed.parent.mkdir()
    installed.touch(mode=0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "executable", str(installed.with_name("python")))
    monkeypatch.setenv("PATH", "")
    assert f"  {installed} doctor\n" in run(Path("shop"), "--events", str(invoices))


def test_a_repository_is_named_with_its_revision(invoices, tmp_path):
    address = "https://forge.example/hobby-profiles.git"
    run(tmp_path / "shop", "--events", str(invoices), "--revision", "v1", package=address)
    assert yaml.safe_load((tmp_path / "shop" / "packages.yml").read_text()) == {
        "packages": [{"git": address, "revision": "v1"}]
    }


def test_files_that_are_there_stay_and_their_lines_are_printed(invoices, tmp_path):
    shop = tmp_path / "shop"
    shop.mkdir()
    own = {
        "dbt_project.yml": "name: tea_house\nprofile: tea\n",
        "packages.yml": "packages: []\n",
        "profiles.yml": "tea: {target: dev, outputs: {dev: {type: duckdb, path: tea.duckdb}}}\n",
    }
    for name, text in own.items():
        (shop / name).write_text(text)
    printed = run(shop, "--events", str(invoices))
    assert {name: (shop / name).read_text() for name in own} == own
    assert "ref('tea_house', 'my_events')" in printed
    assert "plugins: [{module: hobby_profiles.dbt_plugin}]" in printed
    with pytest.raises(InputError, match=r"my_products\.sql is there already"):
        run(shop, "--events", str(invoices))


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--events", "nowhere.csv"], "There is no file nowhere.csv"),
        (["--events", "till"], "There is no file till"),
        (["--events", "{invoices}", "--column", "events.user_id"], "does not read"),
        (["--events", "{invoices}", "--column", "users.user_id=a"], "named with --users"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_written(invoices, tmp_path, options, told):
    shop = tmp_path / "shop"
    with pytest.raises(InputError, match=told):
        run(shop, *[option.format(invoices=invoices) for option in options])
    assert not shop.exists()


def test_a_folder_that_is_no_checkout_is_no_package(invoices, tmp_path):
    with pytest.raises(InputError, match="is no checkout of hobby-profiles"):
        run(tmp_path / "shop", "--events", str(invoices), package=str(tmp_path))


def test_models_and_tables_of_the_database_are_read_where_they_are(tmp_path, monkeypatch):
    monkeypatch.setenv("DBT_PROFILES_DIR", str(tmp_path))
    monkeypatch.delenv("HOBBY_DUCKDB_PATH", raising=False)
    monkeypatch.delenv("DBT_TARGET_PATH", raising=False)
    (tmp_path / "target").mkdir()
    (tmp_path / "dbt_project.yml").write_text("name: tea_house\nprofile: tea\n")
    (tmp_path / "profiles.yml").write_text(
        f"tea: {{target: dev, outputs: {{dev: {{type: duckdb, path: {tmp_path}/tea.duckdb}}}}}}\n"
    )
    till = {"name": "till", "resource_type": "seed", "schema": "raw", "package_name": "tea"}
    (tmp_path / "target" / "manifest.json").write_text(json.dumps({"nodes": {"seed.till": till}}))
    with duckdb.connect(str(tmp_path / "tea.duckdb")) as connection:
        connection.execute("create schema raw; create schema erp")
        connection.execute("create table raw.till (customer text, sku text, sold_on date)")
        connection.execute("create table erp.teas (sku text, title text)")
    run(tmp_path, "--events", "till", "--products", "erp.teas")
    models = tmp_path / "models" / "hobby"
    assert "from {{ ref('till') }}" in (models / "my_events.sql").read_text()
    assert "from {{ source('erp', 'teas') }}" in (models / "my_products.sql").read_text()
    sources = yaml.safe_load((models / "_hobby__sources.yml").read_text())["sources"]
    assert sources == [{"name": "erp", "schema": "erp", "tables": [{"name": "teas"}]}]
    with pytest.raises(InputError, match="has no table tills in the schema main"):
        run(tmp_path, "--events", "tills")
