"""Measures of rankings, worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hobby_profiles.evaluation.common.bootstrap import mean_interval
from hobby_profiles.evaluation.common.ranking import (
    audience_lift,
    audience_membership,
    expected_calibration_error,
    profile_measures,
)
from hobby_profiles.evaluation.scores.stability import day_to_day, top_overlap

YES, NO = True, False


def test_profile_measures_of_one_hit_in_second_place():
    scores = np.array([[0.9, 0.8, 0.1]])
    truth = np.array([[NO, YES, YES]])
    measures = profile_measures(scores, truth, k=2)
    ideal = 1 + 1 / math.log2(3)
    assert measures["ndcg"][0] == pytest.approx((1 / math.log2(3)) / ideal)
    assert measures["recall"][0] == 0.5
    assert measures["hit_rate"][0] == 1.0
    assert measures["mrr"][0] == 0.5


def test_users_without_a_relevant_topic_are_left_out():
    measures = profile_measures(np.array([[0.9, 0.1]]), np.array([[NO, NO]]))
    assert all(np.isnan(values[0]) for values in measures.values())


def test_only_candidates_are_ranked_and_count_as_relevant():
    scores = np.array([[0.9, 0.8, 0.1]])
    truth = np.array([[YES, NO, YES]])
    measures = profile_measures(scores, truth, np.array([[NO, YES, YES]]), k=1)
    assert measures["ndcg"][0] == 0.0
    assert measures["recall"][0] == 0.0


def test_users_tied_at_the_edge_are_members_in_part():
    scores = np.array([[3.0], [1.0], [1.0], [1.0], [0.0]])
    membership = audience_membership(scores, share=0.4)
    assert membership[:, 0].tolist() == pytest.approx([1, 1 / 3, 1 / 3, 1 / 3, 0])


def test_lift_is_precision_over_base_rate():
    scores = np.arange(10.0)[::-1, None]
    truth = np.zeros((10, 1), dtype=bool)
    truth[[0, 9]] = True
    precision, lift = audience_lift(audience_membership(scores, share=0.2), truth)
    assert precision[0, 0] == 0.5
    assert lift[0, 0] == pytest.approx(0.5 / 0.2)


def test_prospects_are_compared_with_prospects():
    scores = np.array([[9.0], [5.0], [4.0], [3.0]])
    truth = np.array([[YES], [YES], [NO], [NO]])
    prospects = np.array([[NO], [YES], [YES], [YES]])
    membership = audience_membership(scores, prospects, share=1 / 3)
    precision, lift = audience_lift(membership, truth, prospects)
    assert (precision[0, 0], lift[0, 0]) == (1.0, pytest.approx(3.0))


def test_scores_that_tell_nothing_have_lift_one():
    generator = np.random.default_rng(0)
    truth = generator.random((500, 3)) < 0.2
    _, lift = audience_lift(audience_membership(np.zeros((500, 3))), truth)
    assert lift[0].tolist() == pytest.approx([1.0, 1.0, 1.0])


def test_calibration_error_is_the_mean_gap():
    probabilities = np.array([0.05, 0.05, 0.95, 0.95])
    outcomes = np.array([NO, NO, YES, NO])
    assert expected_calibration_error(probabilities, outcomes) == pytest.approx(
        0.5 * 0.05 + 0.5 * 0.45
    )
    assert expected_calibration_error(np.array([]), np.array([], dtype=bool)) == 0.0


def test_interval_holds_the_mean_and_ignores_what_is_missing():
    differences = np.array([0.1, 0.2, 0.3, np.nan] * 50)
    mean, low, high = mean_interval(differences)
    assert mean == pytest.approx(0.2)
    assert 0.18 < low < mean < high < 0.22
    assert all(math.isnan(value) for value in mean_interval(np.array([np.nan])))


@given(st.lists(st.floats(-1, 1), min_size=1, max_size=30))
def test_interval_never_leaves_the_values(values):
    mean, low, high = mean_interval(np.array(values), resamples=50)
    assert min(values) - 1e-9 <= low <= high <= max(values) + 1e-9
    assert min(values) - 1e-9 <= mean <= max(values) + 1e-9


def frame(*rows: tuple[str, str, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["user_id", "topic_id", "profile_score"])


def test_overlap_of_top_topics():
    before = frame(("a", "x", 0.9), ("a", "y", 0.8), ("a", "z", 0.1), ("b", "x", 0.5))
    after = frame(("a", "x", 0.9), ("a", "z", 0.8), ("a", "y", 0.1), ("b", "x", 0.5))
    assert top_overlap(before, after, "profile_score", 2, {"a"}) == 0.5
    assert top_overlap(before, after, "profile_score", 2, {"a", "b"}) == 0.75
    assert math.isnan(top_overlap(before, after, "profile_score", 2, {"nobody"}))
    assert day_to_day(before, after)["day_mean_score_change"] == pytest.approx(1.4 / 4)
