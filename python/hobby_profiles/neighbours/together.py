"""How much having one product speaks for another: weights from counts of what goes together."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

MOST_NEIGHBOURS = 50
"""Products kept that speak most for each."""

LARGEST_MATRIX = 6000
"""Products up to which the matrix is inverted: 300 MB, about a minute on two cores."""

RIDGE = 5.0
"""Added to each product's own weight, so many typical buyers."""

FEWEST_BASKETS = 3
"""A pair that fewer have in common is chance, and tells of single users."""


def bought_together(pairs: pd.DataFrame, *, largest: int = LARGEST_MATRIX) -> pd.DataFrame:
    """Weigh how much each product speaks for each other.

    Up to ``largest`` products by EASE (Steck, 2019): with G the weighted counts of pairs and P the
    inverse of G + ridge, the weight of i for j is -P[i, j] / P[j, j]. Above it by cosine,
    G[i, j] / sqrt(G[i, i] G[j, j]). Only the largest positive weights for each j stay, and only
    where at least `FEWEST_BASKETS` have both.

    Args:
        pairs: product_id, other_product_id (each pair once, and each product with itself),
            basket_count, pair_weight.
        largest: Products up to which the matrix is inverted.

    Returns:
        product_id (had), neighbour_product_id (spoken for), weight in (0, 1]; sorted.
    """
    pairs = pairs.sort_values(["product_id", "other_product_id"], ignore_index=True)
    own = pairs[pairs["product_id"] == pairs["other_product_id"]]
    products = own["product_id"].to_numpy(dtype=object)
    place = pd.Series(np.arange(len(products)), index=products)
    left = place.reindex(pairs["product_id"]).to_numpy(dtype=np.int64)
    right = place.reindex(pairs["other_product_id"]).to_numpy(dtype=np.int64)
    weight = pairs["pair_weight"].to_numpy(dtype=np.float64)
    is_shown = (pairs["basket_count"].to_numpy() >= FEWEST_BASKETS) & (left != right)
    if len(products) > largest:
        cosine = weight / np.sqrt(weight[left == right][left] * weight[left == right][right])
        return _kept(products, left[is_shown], right[is_shown], cosine[is_shown])
    with threadpool_limits(1):
        table = _ease(left, right, weight, len(products))
    one_way = table[left[is_shown], right[is_shown]]
    other_way = table[right[is_shown], left[is_shown]]
    return _kept(
        products,
        np.concatenate([left[is_shown], right[is_shown]]),
        np.concatenate([right[is_shown], left[is_shown]]),
        np.concatenate([one_way, other_way]),
        is_both_ways=True,
    )


def _ease(
    left: NDArray[np.int64], right: NDArray[np.int64], weight: NDArray[np.float64], size: int
) -> NDArray[np.float64]:
    gram = np.zeros((size, size))
    gram[left, right] = weight
    gram[right, left] = weight
    gram[np.diag_indices(size)] += RIDGE
    inverse = np.linalg.inv(gram) if size else gram
    table: NDArray[np.float64] = inverse / -np.diag(inverse)
    return table


def _kept(
    products: NDArray[np.object_],
    had: NDArray[np.int64],
    spoken_for: NDArray[np.int64],
    weight: NDArray[np.float64],
    *,
    is_both_ways: bool = False,
) -> pd.DataFrame:
    if not is_both_ways:
        had, spoken_for = np.concatenate([had, spoken_for]), np.concatenate([spoken_for, had])
        weight = np.tile(weight, 2)
    weight = np.round(weight, 6)
    found = pd.DataFrame({"had": had, "spoken_for": spoken_for, "weight": weight})
    found = found[found["weight"] > 0].sort_values(
        ["spoken_for", "weight", "had"], ascending=[True, False, True]
    )
    found = found[found.groupby("spoken_for").cumcount() < MOST_NEIGHBOURS]
    result = pd.DataFrame(
        {
            "product_id": products[found["had"].to_numpy()],
            "neighbour_product_id": products[found["spoken_for"].to_numpy()],
            "weight": found["weight"].to_numpy(),
        }
    ).astype({"product_id": "str", "neighbour_product_id": "str", "weight": "float64"})
    return result.sort_values(["product_id", "neighbour_product_id"], ignore_index=True)
