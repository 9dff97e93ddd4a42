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


def test_numbers_add_up_from_events_to_place(warehouse_file: Path) -> None:
    result = explain("ann")
    assert result.exit_code == 0, result.output
    text = result.output
    # Two events of one day count once: 1.5 + 0.5.
    assert "same day" in text
    assert "2.0000" in row(text, "3 in all")
    # -1.25 + 0.25 + 0.5 x 2 - 0.1 x 10
    assert row(text, "propensity").split()[-1] == "-1.0000"
    # One of two users stands below, and the user equals itself: (1 + 1/2) / 2.
    assert row(text, "recency          last").split()[-1] == "0.7500"
    # (2 x 0.75 + 20 x 0.3) / 22
    assert row(text, "audience score").split()[-1] == "0.3409"
    assert "rank 1 of 2" in text
    # Expected 4 x (3 - 2) / (14 - 4) = 0.4 days; 2 x ln(2.3 / 0.7) x (1 - 0.5 / 3)
    assert "0.40 expected" in text
    assert row(text, "support").split()[-1] == "1.9826"
    # Odds of e^-1 x (2.3 / 0.7)^0.5 x (1 - 0.5 / 3) to one
    assert row(text, "profile score    ").split()[-1] == "0.3572"
    assert "place 1 in the profile" in text
    assert "The warehouse holds" not in text


@pytest.mark.parametrize(
    ("statement", "held"),
    [
        ("update marts.hobby__settings set setting_value = '5' "
         "where setting = 'hobby__thin_topic_users'", "0.340909"),
        ("update marts.hobby__settings set setting_value = '0.9' "
         "where setting = 'hobby__ubiquity_discount'", "0.357202"),
        ("update reference.hobby__score_weights set weight = 0.6 "
         "where term = 'active_days'", "-1.000000"),
        ("update engagement.int_hobby__profile_topics set line_support = 3", "3.000000"),
    ],
)  # fmt: skip
def test_scores_of_another_build_are_called_out(
    warehouse_file: Path, statement: str, held: str
) -> None:
    change(warehouse_file, statement)
    assert f"The warehouse holds {held}" in explain("ann").output


def test_a_topic_outside_the_profile_says_why(warehouse_file: Path) -> None:
    text = explain("ann", "--topic", "chess").output
    assert "not in the profile: 1 event where 2 are asked (hobby__min_profile_events)" in text
    change(
        warehouse_file,
        "update marts.hobby__settings set setting_value = '1' "
        "where setting = 'hobby__min_profile_events'",
    )
    # One day only: 1 x ln(1.3 / 0.3 expected by chance) x 0.5
    assert "one day only" in explain("ann", "--topic", "chess").output


def test_a_user_without_a_profile_is_told_so(warehouse_file: Path) -> None:
    result = explain("bob")
    assert result.exit_code == 0
    assert "No topic has enough" in result.output


def test_unknown_user_and_topic_without_events(warehouse_file: Path) -> None:
    unknown = explain("bobby").exception
    assert isinstance(unknown, InputError)
    assert "Perhaps you mean: bob, ann." in str(unknown)
    elsewhere = explain("bob", "--topic", "Chess").exception
    assert isinstance(elsewhere, InputError)
    assert "'bob' has no event in the topic 'Chess'" in str(elsewhere)


def test_missing_setting_is_named(warehouse_file: Path) -> None:
    change(
        warehouse_file,
        "delete from marts.hobby__settings where setting = 'hobby__half_life_days'",
    )
    error = explain("ann").exception
    assert "hobby__half_life_days" in str(error)
