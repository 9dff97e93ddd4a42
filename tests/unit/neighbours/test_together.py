from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from hobby_profiles.neighbours import together
from hobby_profiles.neighbours.together import (
    FEWEST_BASKETS,
    LARGEST_MATRIX,
    RIDGE,
    bought_together,
)

PAIRS = Path(__file__).parents[3] / "models/engagement/counts/int_hobby__product_pair_weights.sql"


def counted(baskets: list[str]) -> pd.DataFrame:
    """Pairs of one-letter products bought by the same people."""
    found: dict[tuple[str, str], int] = {}
    for basket in baskets:
        for left in basket:
            for right in basket:
                if left <= right:
                    found[left, right] = found.get((left, right), 0) + 1
    pairs = pd.DataFrame(
        [(left, right, count, float(count)) for (left, right), count in found.items()],
        columns=["product_id", "other_product_id", "basket_count", "pair_weight"],
    )
    return pairs


BASKETS = ["ab", "ab", "ab", "bc", "bc", "bc", "ac", "ac", "cd", "cd", "cd"]


def test_weights_are_those_of_ease() -> None:
    products = "abcd"
    bought = np.array([[product in basket for product in products] for basket in BASKETS], float)
    inverse = np.linalg.inv(bought.T @ bought + RIDGE * np.eye(4))
    expected = inverse / -np.diag(inverse)
    found = bought_together(counted(BASKETS))
    assert len(found) == 6
    for row in found.itertuples():
        had, spoken_for = products.index(row.product_id), products.index(row.neighbour_product_id)
        assert row.weight == pytest.approx(expected[had, spoken_for], abs=1e-6)


def test_a_pair_of_two_users_is_shown_to_nobody() -> None:
    found = bought_together(counted(BASKETS))
    assert {"a", "c"} not in [
        {row.product_id, row.neighbour_product_id} for row in found.itertuples()
    ]


def test_above_the_size_the_cosine_counts() -> None:
    found = bought_together(counted(BASKETS), largest=3)
    row = found[(found["product_id"] == "a") & (found["neighbour_product_id"] == "b")]
    assert row["weight"].tolist() == [pytest.approx(3 / np.sqrt(5 * 6), abs=1e-6)]
    assert len(found) == 6


def test_above_the_size_pairs_of_few_need_not_be_handed_over() -> None:
    pairs = counted(BASKETS)
    is_own = pairs["product_id"] == pairs["other_product_id"]
    fewer = pairs[is_own | (pairs["basket_count"] >= FEWEST_BASKETS)]
    assert len(fewer) < len(pairs)
    pd.testing.assert_frame_equal(
        bought_together(pairs, largest=3), bought_together(fewer, largest=3)
    )


def test_the_model_leaves_out_no_pair_that_is_needed() -> None:
    query = PAIRS.read_text()
    assert f"set matrix_products = {LARGEST_MATRIX} " in query
    assert f"set fewest_baskets = {FEWEST_BASKETS} " in query


def test_only_the_largest_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(together, "MOST_NEIGHBOURS", 1)
    found = bought_together(counted(BASKETS))
    assert found.groupby("neighbour_product_id").size().max() == 1


def test_row_order_changes_nothing_and_no_pairs_are_no_rows() -> None:
    pairs = counted(BASKETS)
    pd.testing.assert_frame_equal(bought_together(pairs), bought_together(pairs.iloc[::-1]))
    assert bought_together(pairs.iloc[:0]).empty
