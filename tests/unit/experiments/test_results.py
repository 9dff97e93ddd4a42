import pandas as pd
import pytest
from click.testing import CliRunner

from hobby_profiles.app.commands.experiment import experiment
from hobby_profiles.core.errors import InputError
from hobby_profiles.experiments.results import (
    RESULT_TYPES,
    comparison,
    read_results,
    typed,
    write_results,
)


def results() -> pd.DataFrame:
    empty = {column: 0 for column in RESULT_TYPES}
    texts = {"experiment_name": "trial", "labeller": "embedded", "prompt_version": None}
    base = {**empty, **texts, "variant_name": "a", "is_baseline": True, "mean_fit_grade": 4.0}
    other = {**base, "variant_name": "b", "is_baseline": False, "fit_grade_difference": 0.25,
             "fit_grade_difference_ci_low": -0.1, "fit_grade_difference_ci_high": 0.6}  # fmt: skip
    return typed(pd.DataFrame([base, other]))


def test_results_survive_writing(tmp_path):
    write_results(results(), tmp_path)
    pd.testing.assert_frame_equal(read_results(tmp_path), results())


def test_without_a_run_there_is_an_empty_typed_table(tmp_path):
    table = read_results(tmp_path / "nowhere")
    assert table.empty
    assert {column: str(kind) for column, kind in table.dtypes.items()} == RESULT_TYPES


def test_another_csv_is_refused(tmp_path):
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    with pytest.raises(InputError, match=r"other.csv.*has no column"):
        read_results(tmp_path)


def test_the_table_shows_differences_with_their_intervals():
    table = comparison(results())
    assert "a (baseline)" in table
    assert "+0.25 (-0.10 to +0.60)" in table
    assert len({len(line) for line in table.splitlines()}) == 1


def test_compare_prints_what_was_run_and_names_what_was_not(tmp_path):
    write_results(results(), tmp_path)
    printed = CliRunner().invoke(experiment, ["compare", "--results-dir", str(tmp_path)])
    assert "trial" in printed.output and "a (baseline)" in printed.output
    missing = CliRunner().invoke(experiment, ["compare", "x", "--results-dir", str(tmp_path)])
    assert isinstance(missing.exception, InputError)
    assert "there are: trial" in str(missing.exception)
