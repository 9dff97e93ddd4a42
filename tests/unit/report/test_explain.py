from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hobby_profiles.app.cli import cli
from hobby_profiles.core.errors import InputError
from tests.unit.warehouse import change


def explain(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["explain", *arguments])


def row(text: str, begins: str) -> str:
    return next(line for line in text.splitlines() if line.startswith(begins))


def test_personas_are_printed_with_their_evidence(warehouse_file: Path) -> None:
    text = explain("ann").output
    assert "Craft & <i>" in text
    assert "2 products in Knitting" in text
    assert "how the user buys: variety low" in text
    assert "Personas" not in explain("bob", "--topic", "t-knit").output


def test_every_factor_from_events_to_place_is_printed(warehouse_file: Path) -> None:
    result = explain("ann")
    assert result.exit_code == 0, result.output
    text = result.output
    # Two events of one day count once: 1.5 + 0.5.
    assert "same day" in text
    assert "2.0000" in row(text, "3 in all")
    assert row(text, "constant").split()[-1] == "-1.2500"
    assert row(text, "recency  ").split()[-1] == "-1.0000"
    assert row(text, "propensity").split()[-1] == "-1.0000"
    assert row(text, "recency          last").split()[-1] == "0.7500"
    assert "(2 × 0.7500 + 20 × 0.3000) / (2 + 20)" in row(text, "audience score")
    assert row(text, "audience score").split()[-1] == "0.3409"
    assert "rank 1 of 2" in text
    assert "0.40 expected" in text
    assert "3 products that fit without doubt, 1.00 expected" in text
    # 2 x ln(4 / 2)
    assert row(text, "product_lift").split()[-1] == "+1.3862"
    assert row(text, "identity score").split()[-1] == "0.9000"
    assert row(text, "confidence    ").split()[-1] == "0.8500"
    assert row(text, "profile score    ").split()[-1] == "0.3572"
    assert "place 1 in the profile" in text
    # What changes nothing is not printed.
    assert "one day only" not in text


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("too_few_products", "fewer products that fit without doubt than 1"),
        ("too_general", "it is too general: for too many users, or on too few products"),
        ("too_little_confidence", "less sure than 0.5 (hobby__min_confidence)"),
        ("too_many_candidates", "many other topics are surer"),
        ("better_relative", "'Knitting', which is surer, tells the same interest"),
        ("no_products_of_its_own", "its products stand for surer lines"),
        ("profile_full", "10 topics are better (hobby__max_profile_topics)"),
    ],
)
def test_a_topic_outside_the_profile_says_why(warehouse_file: Path, place: str, said: str) -> None:
    change(
        warehouse_file,
        f"update engagement.int_hobby__profile_places set place = '{place}', "
        "better_topic_id = 't-knit' where topic_id = 't-chess'",
    )
    text = " ".join(explain("ann", "--topic", "chess").output.split())
    assert f"not in the profile: {said}" in text
    assert "one day only" in text


def test_sensitive_products_are_not_printed(warehouse_file: Path) -> None:
    change(
        warehouse_file,
        "update engagement.int_hobby__topic_events set is_shown_product = false "
        "where product_id = 'needles'",
    )
    text = explain("ann").output
    assert "eedles" not in text
    assert "(sensitive, not shown)" in text


def test_a_user_without_a_profile_is_told_so(warehouse_file: Path) -> None:
    result = explain("bob")
    assert result.exit_code == 0
    assert "No topic is sure enough" in result.output


def test_unknown_user_and_topic_without_events(warehouse_file: Path) -> None:
    unknown = explain("bobby").exception
    assert isinstance(unknown, InputError)
    assert "Perhaps you mean: bob, ann." in str(unknown)
    elsewhere = explain("bob", "--topic", "Chess").exception
    assert isinstance(elsewhere, InputError)
    assert "'bob' has no event in the topic 'Chess'" in str(elsewhere)
