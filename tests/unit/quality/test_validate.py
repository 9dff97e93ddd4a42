from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from hobby_profiles.app.cli import cli
from hobby_profiles.core.tables import open_warehouse
from hobby_profiles.quality.validation import SuiteOutcome, all_suites, validate
from tests.unit.warehouse import TABLES, change


def outcome_of(name: str, docs: Path, max_rows: int = 1000) -> SuiteOutcome:
    with open_warehouse() as warehouse:
        suites = [suite for suite in all_suites(warehouse) if suite.name == name]
        return next(validate(warehouse, suites, docs / "pages", max_rows=max_rows))


def test_sound_warehouse_passes_and_leaves_pages(warehouse_file: Path, tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    result = CliRunner().invoke(cli, ["validate", "--docs", str(docs)])
    assert result.exit_code == 0, result.output
    assert "Failed" not in result.output
    index = (docs / "index.html").read_text()
    assert index.count("✓ passed") >= 12
    pages = sorted(docs.rglob("*.html"))
    assert len(pages) > 20
    for page in pages:
        text = page.read_text()
        assert not re.search(r"<(script|img)[^>]*src=.https?:|<link[^>]*href=.https?:", text)
    for link in re.findall(r'href="(validations/[^"]+)"', index):
        assert (docs / link).is_file()


def test_empty_shop_passes_with_warnings(empty_warehouse_file: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["validate", "--docs", str(tmp_path / "docs")])
    assert result.exit_code == 0, result.output
    assert "Worth a look" in result.output
    assert "There should be at least one product." in result.output


def test_failures_are_listed_and_the_exit_code_tells(warehouse_file: Path, tmp_path: Path) -> None:
    change(warehouse_file, "update marts.hobby__user_topic_scores set audience_score = 1.5")
    change(
        warehouse_file,
        "insert into marts.hobby__user_profiles select * replace (2 as profile_rank, "
        "'t-yarn' as topic_id) from marts.hobby__user_profiles",
    )
    result = CliRunner().invoke(cli, ["validate", "--docs", str(tmp_path / "docs")])
    assert result.exit_code == 1
    assert "marts.hobby__user_topic_scores: audience_score: column values to be between" in (
        result.output
    )
    assert "3 of 3 rows, such as audience_score 1.5, user_id ann" in result.output
    assert "No topic stands beside its own ancestor." in result.output
    assert "✗ failed" in (tmp_path / "docs" / "index.html").read_text()


@pytest.mark.parametrize(
    ("suite", "statement", "what"),
    [
        (
            "inputs.products",
            "insert into staging.stg_hobby__products by name "
            "select 'wool' as product_id, 'Again' as product_name",
            "product_id: column values to be unique",
        ),
        (
            "inputs.events",
            "update staging.stg_hobby__events set event_date = '2019-01-01' where event_id = 'e3'",
            "Every event lies between window start and as-of date.",
        ),
        (
            "marts.hobby__topics",
            "delete from marts.hobby__topics where topic_id = 't-lace'",
            "An inner topic holds at least two topics.",
        ),
        (
            "marts.hobby__product_topics",
            "update marts.hobby__product_topics set topic_id = 't-yarn'",
            "A product carries leaf topics only.",
        ),
        (
            "marts.hobby__topic_audiences",
            "delete from marts.hobby__user_topic_scores where user_id = 'bob'",
            "Every user of an audience has events in the topic.",
        ),
        (
            "marts.hobby__user_collections",
            "delete from marts.hobby__collections",
            "The collection exists.",
        ),
    ],
)
def test_broken_tables_fail(
    warehouse_file: Path, tmp_path: Path, suite: str, statement: str, what: str
) -> None:
    change(warehouse_file, statement)
    failures = outcome_of(suite, tmp_path).failures
    assert [failure.what for failure in failures if what in failure.what]


class _Tags(HTMLParser):
    """The tags of a page that somebody's name brought along."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if any(name.startswith("on") and "alert" in (value or "") for name, value in attrs):
            self.found.append(self.get_starttag_text() or tag)


def test_a_value_is_shown_and_not_run(warehouse_file: Path, tmp_path: Path) -> None:
    name = "<img src=x onerror=alert(1)>"
    # Twice the same key and a score out of range, so that pages list the values.
    for table in ("user_topic_scores", "topic_audiences", "user_profiles"):
        change(warehouse_file, f"update marts.hobby__{table} set user_id = '{name}'")
    change(warehouse_file, f"update marts.hobby__topics set topic_name = '{name}'")
    change(warehouse_file, "update marts.hobby__user_topic_scores set profile_score = 7")
    change(
        warehouse_file,
        f"update staging.stg_hobby__products set product_id = '{name}', price_amount = -1",
    )
    docs = tmp_path / "docs"
    result = CliRunner().invoke(cli, ["validate", "--docs", str(docs)])
    assert f"user_id {name}" in result.output
    pages = {page: page.read_text() for page in docs.rglob("*.html")}
    assert sum("onerror=alert(1)" in text for text in pages.values()) >= 3
    for text in pages.values():
        tags = _Tags()
        tags.feed(text)
        assert tags.found == []


def test_missing_column_is_a_failure_that_names_it(warehouse_file: Path, tmp_path: Path) -> None:
    change(warehouse_file, "alter table marts.hobby__collections drop audience_size")
    outcome = outcome_of("marts.hobby__collections", tmp_path)
    assert any('"audience_size"' in finding.observed for finding in outcome.findings)


def test_every_part_of_a_large_table_keeps_keys_together(
    warehouse_file: Path, tmp_path: Path
) -> None:
    change(
        warehouse_file,
        "insert into marts.hobby__hobby_funnel "
        "select 'stage ' || (range // 2), range, 1, 1.0 from range(2000)",
    )
    outcome = outcome_of("marts.hobby__hobby_funnel", tmp_path, max_rows=500)
    assert outcome.row_count == 2004
    assert 100 < outcome.read_count < 1000
    duplicates = next(f for f in outcome.failures if "unique" in f.what)
    found = int(duplicates.observed.split(" ")[0].replace(",", ""))
    # Of every pair both rows were read; only the four true stages are single.
    assert outcome.read_count - 4 <= found <= outcome.read_count


def test_thresholds_are_the_settings_of_the_build(warehouse_file: Path, tmp_path: Path) -> None:
    rejected = "update marts.hobby__rejected_rows set row_count = 4 where outcome = 'rejected'"
    unknown = (
        "insert into staging.stg_hobby__events by name "
        "select * replace ('e9' as event_id, 'lost' as product_id) from staging.stg_hobby__events "
        "where event_id = 'e1'"
    )
    change(warehouse_file, rejected)
    change(warehouse_file, unknown)
    assert not outcome_of("inputs.rejected_rows", tmp_path).findings
    assert not outcome_of("inputs.events", tmp_path).findings
    change(
        warehouse_file,
        "update marts.hobby__settings set setting_value = '0.9' "
        "where setting in ('hobby__min_accepted_share', 'hobby__min_matched_products')",
    )
    assert len(outcome_of("inputs.rejected_rows", tmp_path).warnings) == 1
    assert len(outcome_of("inputs.events", tmp_path).failures) == 1


def test_every_table_of_the_fixture_that_is_public_has_a_suite(warehouse_file: Path) -> None:
    with open_warehouse() as warehouse:
        covered = {suite.name for suite in all_suites(warehouse)}
    public = {name for name in TABLES if name.startswith("marts.")}
    assert public - covered == {
        "marts.hobby__rejected_rows",
        "marts.hobby__taxonomy_health",
        "marts.hobby__topic_ancestors",
    }


def test_a_folder_with_other_files_is_left_alone(warehouse_file: Path) -> None:
    result = CliRunner().invoke(cli, ["validate", "--docs", str(warehouse_file.parent)])
    assert "would be deleted" in str(result.exception or result.output)
    assert result.exit_code != 0
    assert warehouse_file.exists()
