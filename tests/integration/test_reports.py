"""The reports on the demo shop: they show what the marts hold, and the numbers add up."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hobby_profiles.app.cli import cli
from hobby_profiles.core.tables import PATH_VARIABLE

from .conftest import ROOT, Build

pytestmark = pytest.mark.slow


@pytest.fixture
def command(demo: Build, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv(PATH_VARIABLE, str(demo.database))
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Result:
        result = CliRunner().invoke(cli, list(arguments))
        assert result.exit_code == 0, result.output
        return result

    return run


def test_first_result_shows_three_people_a_topic_and_a_collection(command):
    text = command("show").output
    assert text.count("Profile of user") == 3
    assert text.count("Best users for the topic") == 1
    assert text.count("Best users for the collection") == 1
    assert max(len(line) for line in text.splitlines()) <= 100


NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def test_what_the_readme_says_is_printed_is_printed(command):
    # The page shows the build of `make demo`, which also sets the currency.
    shown, found = re.findall(r"```text\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    _all_printed(shown, command("show").output)
    _all_printed(found, command("audience", "--any", "Star Wars", "Harry Potter").output)


def _all_printed(block: str, output: str) -> None:
    printed = [line.rstrip() for line in output.splitlines()]
    said = [line.removesuffix("; amounts in USD") for line in block.splitlines() if line != "..."]
    assert [line for line in said if not any(_reads_as(line, other) for other in printed)] == []


def _reads_as(line: str, other: str) -> bool:
    """Whether two lines say the same: processors round, and one label more is no other shop."""
    if NUMBER.sub("#", line) != NUMBER.sub("#", other):
        return False
    numbers = (
        [float(number.replace(",", "")) for number in NUMBER.findall(text)]
        for text in (line, other)
    )
    return all(abs(one - two) <= 0.01 * one for one, two in zip(*numbers, strict=True))


def test_the_factors_of_every_score_make_it_up(demo):
    [(pairs, *differences)] = demo.rows(
        """
        with
        sums as (
            select user_id, topic_id, sum(contribution) as propensity
            from engagement.int_hobby__user_topic_score_terms
            group by user_id, topic_id
        ),
        worked_out as (
            select
                scores.*,
                sums.propensity as summed,
                exp(scores.propensity) * lift_factor * repeat_factor * burst_factor as odds,
                (topic_user_count * position + 20 / (1 + exp(-audience_propensity)))
                / (topic_user_count + 20) as audience,
                (rank() over (partition by topic_id order by decayed_day_count) - 1
                + count(*) over (partition by topic_id, decayed_day_count) / 2)
                / topic_user_count as frequency
            from engagement.int_hobby__user_topic_scores as scores
            inner join sums using (user_id, topic_id)
        )
        select
            count(*),
            max(abs(propensity - summed)),
            max(abs(profile_score - odds / (1 + odds))),
            max(abs(audience_score - audience)),
            max(abs(frequency_score - frequency))
        from worked_out
        """
    )
    assert pairs > 10_000
    assert max(differences) < 1e-5


def test_the_terms_of_identity_make_up_its_score(demo):
    [(pairs, odds, score)] = demo.rows(
        """
        with weights as (
            select map(list(term), list(weight)) as of from reference.hobby__identity_weights
        )
        select
            count(*),
            max(abs(
                identity_log_odds - of['constant']
                - of['product_lift'] * identity_product_lift
                - of['product_share'] * identity_product_share
                - of['sure_products'] * identity_sure_products
                - of['active_months'] * identity_active_months
                - of['reach'] * identity_reach
                - of['certainty'] * identity_certainty
            )),
            max(abs(identity_score - 1 / (1 + exp(-identity_log_odds))))
        from engagement.int_hobby__user_topic_scores cross join weights
        """
    )
    assert pairs > 1_000
    assert max(odds, score) < 1e-5


def test_whoever_is_not_in_a_profile_has_a_reason(demo):
    assert demo.rows(
        """
        select count(*) from engagement.int_hobby__profile_places as places
        full join marts.hobby__user_profiles as profiles using (user_id, topic_id)
        where places.place is null
            or (places.place = 'shown') <> (profiles.profile_rank is not null)
        """
    ) == [(0,)]


def test_a_profile_is_explained_and_shows_nothing_sensitive(command, demo):
    [(user, topic, product)] = demo.rows(
        """
        select user_id, topic_id, product_name
        from engagement.int_hobby__topic_events as events
        inner join engagement.int_hobby__user_topic_scores using (user_id, topic_id)
        inner join staging.stg_hobby__products as products using (product_id)
        where not is_shown_product
        order by user_id, topic_id, product_id limit 1
        """
    )
    text = command("explain", user, "--topic", topic, "--events", "1000").output
    assert "(sensitive, not shown)" in text
    assert product[:20] not in text


def test_report_is_one_page_that_needs_nothing_else(command, tmp_path):
    command("report", "--output", "report.html")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert not re.search(r"<(script|link|img|iframe)[^>]*(src|href)=", page)
    assert page.count('<article class="card" aria-labelledby') == 9


def test_suites_pass_on_the_demo(command):
    assert "Failed:" not in command("validate", "--docs", "docs").output
