"""References for journeys, worked out by hand, and the measures of what is shown."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from hobby_profiles.evaluation.journeys.going_on import Journeys, fit_weights, measure_going_on
from hobby_profiles.evaluation.journeys.mixed import pair_f1
from hobby_profiles.evaluation.journeys.references import agglomerative, icpc

YARN, CHESS, BOTH = {"yarn": 1.0}, {"chess": 1.0}, {"yarn": 1.0, "chess": 0.9}


def test_icpc_opens_a_cluster_for_what_is_like_none():
    assert icpc([YARN, CHESS, YARN, CHESS], epsilon=0.5) == [0, 1, 0, 1]


def test_icpc_joins_the_cluster_most_like_it():
    assert icpc([YARN, YARN, CHESS, CHESS, BOTH], epsilon=0.5) == [0, 0, 1, 1, 0]


def test_a_soft_item_moves_all_clusters_that_it_joins():
    # Once the second cluster holds the item of both, more yarn is like it too.
    third = {"yarn": 1.0, "wool": 1.0}
    hard = icpc([YARN, CHESS, BOTH, third], epsilon=0.3, alpha=1)
    soft = icpc([CHESS, YARN, BOTH, third], epsilon=0.3, most=2, alpha=1)
    assert hard == [0, 1, 0, 0]
    assert soft == [0, 1, 1, 1]


def test_icpc_puts_a_small_cluster_into_the_one_most_like_it():
    items = [YARN, YARN, {"yarn": 0.2, "hat": 1.0}, {"lamp": 1.0}]
    assert icpc(items, epsilon=0.5) == [0, 0, 0, 2]
    assert icpc(items, epsilon=0.5, alpha=1) == [0, 0, 1, 2]


def test_an_item_without_keywords_is_alone_everywhere():
    vectors = {"yarn": np.array([1.0, 0.0]), "chess": np.array([0.0, 1.0])}
    found = agglomerative([YARN, {}, CHESS, {}, YARN], vectors, distance=0.5)
    assert found[0] == found[4] and len(set(found)) == 4
    assert len(set(icpc([{}, {}], epsilon=0.1))) == 2


def test_agglomerative_merges_up_to_the_distance():
    vectors = {"yarn": np.array([1.0, 0.0]), "chess": np.array([0.6, 0.8])}
    assert len(set(agglomerative([YARN, CHESS], vectors, distance=0.3))) == 2
    assert len(set(agglomerative([YARN, CHESS], vectors, distance=0.5))) == 1


@pytest.mark.parametrize(
    ("truth", "found", "f1"),
    [
        ([0, 0, 1, 1], [5, 5, 7, 7], 1.0),
        # Two pairs belong together, six are said to: precision 1/3, recall 1.
        ([0, 0, 1, 1], [0, 0, 0, 0], 0.5),
        ([0, 0, 1, 1], [0, 1, 2, 3], 0.0),
    ],
)
def test_pair_f1(truth, found, f1):
    assert pair_f1(truth, found) == pytest.approx(f1)


def lines(**columns: object) -> Journeys:
    frame = pd.DataFrame({"user_id": ["ann"] * 2 + ["bob"] * 2, "stage": "ongoing"})
    return Journeys(frame.assign(**columns))


def test_rankings_are_compared_over_each_users_journeys():
    figures = measure_going_on(
        lines(
            journey_score=[0.9, 0.1, 0.9, 0.1],
            confidence=[1.0, 0.0, 1.0, 0.0],
            recency_days=[90, 1, 90, 1],
            event_count=[9, 3, 9, 3],
            goes_on=[True, False, True, False],
        )
    )
    assert figures["ndcg_at_5"] == 1
    assert figures["baseline_frequency_ndcg_at_5"] == 1
    # The right one is second: 1 / log2(3).
    assert figures["baseline_recency_ndcg_at_5"] == pytest.approx(0.6309, abs=1e-4)
    assert figures["confidence_ece"] == 0
    assert figures["users_with_1_to_3_ongoing"] == 1


def test_fitted_weights_point_where_journeys_went():
    generator = np.random.default_rng(0)
    recency = generator.random(400)
    goes_on = generator.random(400) < 1 - recency
    frame = pd.DataFrame({"term_recency": recency, "goes_on": goes_on})
    weights = fit_weights([Journeys(frame)]).set_index("term")["weight"]
    assert weights["recency"] < -2 and 0.5 < weights["constant"] < 4
