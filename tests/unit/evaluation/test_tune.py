from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
import yaml

from hobby_profiles.core.errors import InputError
from hobby_profiles.evaluation.recommendations.measure import list_measures, ranked
from hobby_profiles.evaluation.recommendations.tune import (
    SPACE,
    check_dates,
    search,
    search_name,
    written,
)
from hobby_profiles.evaluation.scores.build import scoring_constants

START = {name: low for name, (low, _, _) in SPACE.items()}
TERMS = pd.DataFrame(
    {
        "user_id": "ann",
        "product_id": ["a", "b"],
        "term_together": [0.5, 0.4],
        "term_repeat": [0.0, 0.3],
        "term_popular": 0.0,
    }
)


def score(values: dict[str, float]) -> float:
    weights = {"together": 1.0, "repeat": values["basket_size_discount"]}
    return float(list_measures(ranked(TERMS, weights), {"ann": {"b"}}, 10)["ndcg"].mean())


def test_a_search_finds_better_values_and_goes_on_where_it_was(tmp_path: Path) -> None:
    scored: list[dict[str, float]] = []

    def counted(values: dict[str, float]) -> float:
        scored.append(values)
        return score(values)

    path = tmp_path / "trials.sqlite"
    first = search(counted, path, name="shop", start=START, trials=3)
    assert scored[0] == START
    assert (first.trials, len(scored)) == (3, 3)
    again = search(counted, path, name="shop", start=START, trials=8)
    assert (again.trials, len(scored)) == (8, 8)
    assert again.score > again.start_score == first.start_score
    assert again.settings["basket_size_discount"] > 0.3
    assert search(counted, path, name="shop", start=START, trials=8) == again
    assert len(scored) == 8
    search(counted, path, name="another shop", start=START, trials=1)
    assert len(scored) == 9


def test_a_trial_that_fails_is_not_lost_nor_counted(tmp_path: Path) -> None:
    def failing(values: dict[str, float]) -> float:
        raise InputError("no such folder")

    path = tmp_path / "trials.sqlite"
    with pytest.raises(InputError, match="no such folder"):
        search(failing, path, name="shop", start=START, trials=2)
    found = search(score, path, name="shop", start=START, trials=2)
    assert found.trials == 2
    assert found.start_score == pytest.approx(score(START))


def test_settings_are_written_as_dbt_takes_them(tmp_path: Path) -> None:
    found = search(score, tmp_path / "trials.sqlite", name="shop", start=START, trials=2)
    given = {
        "hobby__half_life_days": 90,
        "hobby__scoring": {"lift_prior": 2, "repeat_min_share": 1},
    }
    text = written(found, given, {"searched on": "shop"})
    variables = yaml.safe_load(text)
    assert variables["hobby__half_life_days"] == 90
    assert variables["hobby__scoring"] == {"lift_prior": 2, **found.settings}
    assert "# searched on: shop" in text


def test_days_of_the_report_are_refused() -> None:
    check_dates(date(2011, 5, 31), 90, date(2011, 8, 29))
    with pytest.raises(InputError, match="Choose an --as-of up to 2011-05-30"):
        check_dates(date(2011, 5, 31), 90, date(2011, 8, 28))


def test_a_search_is_named_by_all_its_scores_depend_on(tmp_path: Path) -> None:
    one = search_name(tmp_path, date(2011, 5, 31), 90, {})
    assert one != search_name(tmp_path, date(2011, 5, 31), 30, {})
    assert one != search_name(tmp_path, date(2011, 5, 31), 90, {"hobby__half_life_days": 90})


def test_what_is_searched_are_constants_within_their_ranges() -> None:
    constants = scoring_constants()
    for name, (low, high, _) in SPACE.items():
        assert low <= constants[name] <= high
