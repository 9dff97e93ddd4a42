"""Measures of personas on cases that can be worked out by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from hobby_profiles.evaluation.personas.halves import Half, measure_halves, silhouettes
from hobby_profiles.evaluation.personas.told import (
    f1,
    f1_difference,
    majority,
    nearest,
    pair_counts,
)


def half(tops: dict[str, str], orders: int = 8) -> Half:
    """Each user has one letter a persona, the surest first."""
    rows = [
        (user, persona, 1 - place / 10)
        for user, personas in tops.items()
        for place, persona in enumerate(personas)
    ]
    totals = pd.DataFrame(
        [(user, place, orders, 10.0 * place) for place, user in enumerate(sorted(tops))],
        columns=["user_id", "recency_days", "active_day_count", "spend_amount"],
    )
    strengths = pd.DataFrame(rows, columns=["user_id", "persona_id", "affinity"])
    return Half(strengths, strengths[strengths["affinity"] > 0.95], totals)


def test_a_segment_is_the_set_of_the_three_surest():
    later = half({"ann": "abcd", "bob": "abc", "cid": "a", "dan": ""})
    earlier = half({"ann": "cbae", "bob": "abd", "cid": "a", "dan": ""})
    figures = measure_halves(later, earlier)
    assert figures["unchanged_user_count"] == 4
    # Ann and cid; who has none is not unchanged.
    assert figures["unchanged_share"] == pytest.approx(0.5)
    assert figures["unchanged_overlap"] == pytest.approx((1 + 2 / 3 + 1 + 0) / 4)
    # The surest alone is shown: ann's differs, dan has none.
    assert figures["shown_unchanged_user_count"] == 3
    assert figures["shown_unchanged_share"] == pytest.approx(2 / 3)
    assert figures["baseline_rfm_unchanged_share"] == 1


def test_few_orders_do_not_count():
    figures = measure_halves(half({"ann": "a"}, 5), half({"ann": "a"}, 5))
    assert figures["unchanged_user_count"] == 0
    assert np.isnan(figures["unchanged_share"])


def test_personas_handed_out_at_random_are_not_steady():
    letters = [chr(97 + place % 26) for place in range(200)]
    tops = {f"u{place:03}": letters[place] for place in range(200)}
    figures = measure_halves(half(tops), half(tops))
    assert figures["unchanged_share"] == 1
    assert figures["shuffled_unchanged_share"] < 0.15


def test_clusters_of_equal_sets_are_pure():
    tops = {f"u{place}": frozenset(str(place % 7)) for place in range(70)}
    figures = silhouettes(tops)
    assert 0 < figures["silhouette_5"] < 1
    assert np.isnan(figures["silhouette_15"])


def test_f1_is_over_pairs_of_user_and_persona():
    users = pd.Series(["ann", "bob", "cid"])
    truth = {"ann": {"a"}, "bob": {"d"}}
    counts = pair_counts({"ann": {"a", "b"}, "bob": {"c"}}, truth, users)
    assert counts.tolist() == [[1, 2, 1], [0, 1, 1], [0, 0, 0]]
    assert f1(counts) == pytest.approx(2 * 1 / (3 + 2))
    assert f1(pair_counts({}, {}, users)) == 0


def test_a_difference_has_its_interval():
    users = pd.Series([f"u{place}" for place in range(50)])
    truth = {user: {"a"} for user in users}
    right, wrong = pair_counts(truth, truth, users), pair_counts({}, truth, users)
    assert f1_difference(right, right) == (0, 0, 0)
    assert f1_difference(right, wrong) == (1, 1, 1)
    half = pair_counts({user: {"a"} for user in users[:25]}, truth, users)
    value, low, high = f1_difference(right, half)
    assert low < value < high < 1


def test_plain_ways_to_tell():
    labels = pd.DataFrame(
        {"user_id": ["ann", "bob", "cid"], "persona_id": ["a", "a", None]}, dtype=object
    )
    users = pd.Series(["dan"])
    assert majority(labels, users) == {"dan": {"a"}}
    edges = pd.DataFrame(
        {"user_number": [1, 2, 3, 4], "node_number": [1, 2, 2, 1], "node_weight": [1.0] * 4}
    )
    everyone = pd.Series(["ann", "bob", "cid", "dan"])
    # All three who were read are among the nearest ten; two of them have it.
    assert nearest(labels, edges, everyone, users) == {"dan": {"a"}}
    assert nearest(labels.assign(persona_id=["b", None, None]), edges, everyone, users) == {}
