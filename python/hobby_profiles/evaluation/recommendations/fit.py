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
_START = {"together": 10.0, "next": 1.0}
"""Not searched. Together sets the scale. Three times as much of next gains .0005 after a date, and
loses .007 where products are held out at random, as no order is left there."""
_FILL = {"topic": 0.3, "journey": 0.3, "persona": 0.1, "popular": 0.001}
"""Least weights. What gains nothing still orders the end of a short list: what serves an interest
comes before what the shop sells most, which moves NDCG@10 by less than .0002."""
_LEAST = 0.01
_STEPS = (0.1, 0.3, 1.0, 3.0, 6.0, 12.0, 24.0, 48.0, 96.0)
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
        is_new: Shape (n,), whether the user did not have it.
        ideal: Shape (users,), best possible sum of discounts.
        new_ideal: The same of what is new; 0 for users who bought nothing new.
    """

    user: NDArray[np.int64]
    terms: NDArray[np.float64]
    is_bought: NDArray[np.bool_]
    is_new: NDArray[np.bool_]
    ideal: NDArray[np.float64]
    new_ideal: NDArray[np.float64]


def read_cases(database: Path, known: pd.DataFrame, truth: pd.DataFrame) -> Cases:
    """Read candidates of users who bought something, and whether they bought each.

    Args:
        database: A build of what was known.
        known: user_id, product_id of what was known.
        truth: user_id, product_id of what was bought.
    """
    with open_warehouse(database) as warehouse:
        return make_cases(warehouse.frame(_TERMS), known, truth)


def make_cases(terms: pd.DataFrame, known: pd.DataFrame, truth: pd.DataFrame) -> Cases:
    """Pair candidates with what was bought.

    Args:
        terms: user_id, product_id, term_<source>.
        known: user_id, product_id.
        truth: user_id, product_id.
    """
    bought, had, asked = (
        pd.MultiIndex.from_frame(frame[["user_id", "product_id"]])
        for frame in (truth, known, terms)
    )
    counts = truth.groupby("user_id").size().sort_index()
    new_counts = truth[~bought.isin(had)].groupby("user_id").size().reindex(counts.index).fillna(0)
    rows = terms.assign(is_bought=asked.isin(bought), is_new=~asked.isin(had))
    rows = rows[rows["user_id"].isin(counts.index)].sort_values(["user_id", "product_id"])
    best = gains(_DEPTH)[1]
    return Cases(
        np.searchsorted(counts.index.to_numpy(), rows["user_id"].to_numpy()).astype(np.int64),
        rows[[f"term_{source}" for source in SOURCES]].to_numpy(dtype=np.float64),
        rows["is_bought"].to_numpy(dtype=bool),
        rows["is_new"].to_numpy(dtype=bool),
        best[np.minimum(counts.to_numpy(), _DEPTH)],
        best[np.minimum(new_counts.to_numpy(dtype=np.int64), _DEPTH)],
    )


def fit_weights(cases: Sequence[Cases]) -> pd.DataFrame:
    """Search weights, one source after the other, for the highest mean NDCG@10 of the shops.

    What a user had and what is new to the user are two questions, so half of the gain is of the
    whole list and half of its new products.

    A logistic regression tells which candidate is bought, not which of a user's is bought first,
    and made lists worse. A step is taken only if it gains `_LEAST_GAIN`. The constant moves no
    list: it is set by hand.

    Args:
        cases: What `read_cases` returns, for each shop and date.

    Returns:
        term, weight: the seed ``hobby__recommendation_weights``.
    """
    weights = np.array([_START.get(source, _FILL.get(source, _LEAST)) for source in SOURCES])
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
    """Mean of NDCG@10 of all candidates and of the new ones."""
    order = np.lexsort((-(cases.terms @ weights), cases.user))
    return _of_order(cases, order, cases.ideal) / 2 + (
        _of_order(cases, order[cases.is_new[order]], cases.new_ideal) / 2
    )


def _of_order(cases: Cases, order: NDArray[np.intp], ideal: NDArray[np.float64]) -> float:
    user = cases.user[order]
    place = np.arange(len(user)) - np.searchsorted(user, user)
    hits = cases.is_bought[order] & (place < _DEPTH)
    found = np.bincount(user[hits], gains(_DEPTH)[0][place[hits]], len(ideal))
    asked = ideal > 0
    return float((found[asked] / ideal[asked]).mean()) if asked.any() else 0.0
