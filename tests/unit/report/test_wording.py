from __future__ import annotations

from datetime import date

import pytest

from hobby_profiles.core import wording


@pytest.mark.parametrize(
    ("share", "said"),
    [(0, "0.0%"), (0.0123, "1.2%"), (0.5, "50%"), (0.994, "99%"), (0.997, "over 99%"), (1, "100%")],
)
def test_percent(share: float, said: str) -> None:
    assert wording.percent(share) == said


def test_span_of_one_month_is_said_once() -> None:
    assert wording.span(date(2022, 3, 1), date(2022, 3, 9)) == "Mar 2022"
    assert wording.span(date(2021, 3, 1), date(2022, 3, 9)) == "Mar 2021 – Mar 2022"


@pytest.mark.parametrize(("score", "shown"), [(0, "░░░░"), (0.01, "█░░░"), (1, "████")])
def test_bar_shows_anything_above_zero(score: float, shown: str) -> None:
    assert wording.bar(score, 4) == shown


def test_count() -> None:
    assert wording.count(1, "user") == "1 user"
    assert wording.count(1200, "person", "people") == "1,200 people"
