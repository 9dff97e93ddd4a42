"""The scorecard of recommendations, searched for on what users bought next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hobby_profiles.core.tables import open_warehouse
from hobby_profiles.evaluation.common.ranking import gains

SOURCES = ("together", "similar", "next", "topic", "journey", "persona", "repeat", "popular")
_START = {"together": 10.0}
_FILL = 0.01
"""Least weight: what gains nothing still orders the end of a short list."""
_STEPS = (0.1, 0.3, 1.0, 3.0, 6.0, 12.0, 24.0)
_ROUNDS = 2
_LEAST_GAIN = 0.0002
_CONSTANT = -4.0
_DEPTH = 10
_TERMS = (
    "select * from recommendations.int_hobby__recommendation_terms order by user_id, product_id"
)


@dataclass(frozen=True)
class Cases:
    """Candidates of the users of one shop who bought something afterwards.

    Attributes:
        user: Shape (n,), number of the user, ascending.
        terms: Shape (n, sources).
        is_bought: Shape (n,).
        ideal: Shape (users,), best possible sum of discounts.
    """

    user: NDArray[np.int64]
    terms: NDArray[np.float64]
    is_bought: NDArray[np.bool_]
    ideal: NDArray[np.float64]


def read_cases(database: Path, truth: pd.DataFrame) -> Cases:
    """Read candidates of users who bought something, and whether they bought each.

    Args:
        database: A build of what was known.
        truth: user_id, product_id of what was bought.
    """
    with open_warehouse(database) as warehouse:
        return make_cases(warehouse.frame(_TERMS), truth)


def make_cases(terms: pd.DataFrame, truth: pd.DataFrame) -> Cases:
    """Pair candidates with what was bought.

    Args:
        terms: user_id, product_id, term_<source>.
        truth: user_id, product_id.
    """
    counts = truth.groupby("user_id").size().sort_index()
    rows = terms[terms["user_id"].isin(counts.index)].sort_values(["user_id", "product_id"])
    bought = pd.MultiIndex.from_frame(truth[["user_id", "product_id"]])
    asked = pd.MultiIndex.from_frame(rows[["user_id", "product_id"]])
    return Cases(
        np.searchsorted(counts.index.to_numpy(), rows["user_id"].to_numpy()).astype(np.int64),
        rows[[f"term_{source}" for source in SOURCES]].to_numpy(dtype=np.float64),
        np.asarray(asked.isin(bought)),
        gains(_DEPTH)[1][np.minimum(counts.to_numpy(), _DEPTH)],
    )


def fit_weights(cases: Sequence[Cases]) -> pd.DataFrame:
    """Search weights, one source after the other, for the highest mean NDCG@10 of the shops.

    A logistic regression tells which candidate is bought, not which of a user's is bought first,
    and made lists worse. A step is taken only if it gains `_LEAST_GAIN`. The constant moves no
    list: it is set by hand.

    Args:
        cases: What `read_cases` returns, for each shop and date.

    Returns:
        term, weight: the seed ``hobby__recommendation_weights``.
    """
    weights = np.array([_START.get(source, _FILL) for source in SOURCES])
    best = _gain(cases, weights)
    for _ in range(_ROUNDS):
        for place in range(len(SOURCES)):
            if SOURCES[place] in _START:
                continue
            for step in _STEPS:
                tried = weights.copy()
                tried[place] = step
                gain = _gain(cases, tried)
                if gain > best + _LEAST_GAIN:
                    best, weights = gain, tried
    rows = [("constant", _CONSTANT), *zip(SOURCES, weights.tolist(), strict=True)]
    return pd.DataFrame(rows, columns=["term", "weight"])


def _gain(cases: Sequence[Cases], weights: NDArray[np.float64]) -> float:
    return float(np.mean([_ndcg(part, weights) for part in cases]))


def _ndcg(cases: Cases, weights: NDArray[np.float64]) -> float:
    order = np.lexsort((-(cases.terms @ weights), cases.user))
    user = cases.user[order]
    place = np.arange(len(user)) - np.searchsorted(user, user)
    hits = cases.is_bought[order] & (place < _DEPTH)
    found = np.bincount(user[hits], gains(_DEPTH)[0][place[hits]], len(cases.ideal))
    return float((found / cases.ideal).mean())
