"""How well lists of products tell what users buy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hobby_profiles.core.tables import open_warehouse
from hobby_profiles.evaluation.common.bootstrap import mean_interval
from hobby_profiles.evaluation.common.ranking import gains
from hobby_profiles.evaluation.recommendations.baselines import LISTED, Baselines, Lists
from hobby_profiles.evaluation.recommendations.split import Split

DEPTHS = (5, 10, 20, 50)
ABLATIONS = {
    "topics": ("topic",),
    "personas": ("persona",),
    "journeys": ("journey",),
    "together": ("together", "next"),
    "similar": ("similar",),
    "popularity": ("popular",),
    "topics_and_personas": ("topic", "persona"),
}
"""Terms that are taken out to see what they are worth."""

_TERMS = "from recommendations.int_hobby__recommendation_terms"
LISTS = """
    select user_id, product_id
    from recommendations.int_hobby__user_recommendations
    order by user_id, recommendation_rank
"""
_WEIGHTS = "select term, weight from reference.hobby__recommendation_weights"


def list_measures(
    lists: Lists, truth: Mapping[str, set[str]], depth: int
) -> dict[str, NDArray[np.float64]]:
    """Measure lists, one value a user with something to find.

    NDCG as of `gains`; F1 of the user's precision at the depth and recall.

    Args:
        lists: Products by user, best first; a user without a list finds nothing.
        truth: Products by user that are right.
        depth: Places that count.

    Returns:
        ndcg, recall, f1, hit_rate, each of shape (users in truth,), in the order of truth.
    """
    discounts, ideal = gains(depth)
    rows = []
    for user, right in truth.items():
        hits = np.array([product in right for product in lists.get(user, [])[:depth]], dtype=float)
        found = hits.sum()
        precision, recall = found / depth, found / len(right)
        f1 = 2 * precision * recall / (precision + recall) if found else 0.0
        gain = (hits * discounts[: len(hits)]).sum() / ideal[min(len(right), depth)]
        rows.append((gain, recall, f1, float(found > 0)))
    table = np.array(rows, dtype=float).reshape(-1, 4)
    return dict(zip(("ndcg", "recall", "f1", "hit_rate"), table.T, strict=True))


def measure_recommendations(database: Path, split: Split, *, seed: int = 0) -> dict[str, float]:
    """Measure the build's lists, the same without a source, and plain recommenders.

    Args:
        database: A build of ``split.folder``.
        split: What is known and what is asked.
        seed: Seed of the resampling.

    Returns:
        ``<measure>_at_<depth>``; the same at 10 with ``baseline_<name>_`` and ``without_<source>_``
        before them, for these ``gain_over_<name>_ndcg_at_10`` with its 95% interval over users
        (paired); ``coverage_at_10`` (share of the known products that anybody is shown),
        ``novelty_at_10`` (mean -log2 of the share of users who have a product shown). With a date,
        ``new_`` and ``repeat_`` before them: only what a user had not, or had, before.
    """
    with open_warehouse(database) as warehouse:
        terms = warehouse.frame(f"select * {_TERMS} order by user_id, product_id")
        listed = warehouse.frame(LISTS)
        weights = dict(warehouse.frame(_WEIGHTS).itertuples(index=False, name=None))
    truth = {str(u): set(rows) for u, rows in split.truth.groupby("user_id")["product_id"]}
    with_known = split.as_of is not None
    if not with_known:
        # The protocol asks for none of what is known, so nobody may spend places on it.
        listed = without_known(listed, split.known)
        terms = without_known(terms, split.known).reset_index(drop=True)
    shipped = grouped(listed)
    figures = {
        "user_count": float(len(truth)),
        "product_count": float(split.known["product_id"].nunique()),
        "known_pair_count": float(len(split.known)),
        "asked_pair_count": float(len(split.truth)),
    }
    for depth in DEPTHS:
        figures |= _means(list_measures(shipped, truth, depth), depth)
    figures |= _spread(shipped, split.known)
    others: dict[str, Callable[[], Lists]] = {
        f"without_{name}": lambda left=left: ranked(terms, weights, without=left)  # type: ignore[misc]
        for name, left in ABLATIONS.items()
    }
    ours = list_measures(shipped, truth, 10)
    for name, lists in Baselines(split.known, with_known=with_known).all():
        others[f"baseline_{name}"] = lambda lists=lists: lists  # type: ignore[misc]
    for name, make in others.items():
        theirs = list_measures(make(), truth, 10)
        figures |= _means(theirs, 10, f"{name}_")
        figures |= _gain(name, ours["ndcg"], theirs["ndcg"], seed)
    if with_known:
        figures |= _apart(shipped, truth, split, seed)
    return figures


def ranked(
    terms: pd.DataFrame, weights: Mapping[str, float], *, without: tuple[str, ...] = ()
) -> Lists:
    """Order candidates by the scorecard, without some of its terms.

    Args:
        terms: user_id, product_id, term_<name>.
        weights: Weight by term.
        without: Terms that count nothing; a candidate that only they propose is dropped.
    """
    names = [name for name in weights if f"term_{name}" in terms and name not in without]
    score = sum(weights[name] * terms[f"term_{name}"].to_numpy() for name in names)
    proposed = terms[[f"term_{name}" for name in names if name != "popular"]].max(axis=1) > 0
    kept = terms.loc[:, ["user_id", "product_id"]].assign(score=score)
    if without and "popular" not in without:
        kept = kept[proposed | (terms["term_popular"] > 0)]
    kept = kept.sort_values(["user_id", "score", "product_id"], ascending=[True, False, True])
    return grouped(kept.groupby("user_id").head(LISTED))


def _apart(
    shipped: Lists, truth: Mapping[str, set[str]], split: Split, seed: int
) -> dict[str, float]:
    had = {str(u): set(rows) for u, rows in split.known.groupby("user_id")["product_id"]}
    figures: dict[str, float] = {}
    new = {u: right - had.get(u, set()) for u, right in truth.items()}
    old = {u: right & had.get(u, set()) for u, right in truth.items()}
    new, old = ({u: right for u, right in part.items() if right} for part in (new, old))
    unseen = {u: [p for p in row if p not in had.get(u, ())] for u, row in shipped.items()}
    again = {u: [p for p in row if p in had.get(u, ())] for u, row in shipped.items()}
    ours = list_measures(unseen, new, 10)
    figures |= _means(ours, 10, "new_") | _means(list_measures(again, old, 10), 10, "repeat_")
    figures |= {"new_user_count": float(len(new)), "repeat_user_count": float(len(old))}
    for name, lists in Baselines(split.known).all():
        theirs = list_measures(lists, new, 10)
        figures |= _means(theirs, 10, f"baseline_{name}_new_")
        figures |= _gain(f"baseline_{name}_new", ours["ndcg"], theirs["ndcg"], seed)
    return figures


def _means(
    measures: Mapping[str, NDArray[np.float64]], depth: int, prefix: str = ""
) -> dict[str, float]:
    return {f"{prefix}{name}_at_{depth}": float(v.mean()) for name, v in measures.items()}


def _gain(
    name: str, ours: NDArray[np.float64], theirs: NDArray[np.float64], seed: int
) -> dict[str, float]:
    mean, low, high = mean_interval(ours - theirs, seed=seed)
    key = f"gain_over_{name.removeprefix('baseline_')}_ndcg_at_10"
    return {key: mean, f"{key}_ci_low": low, f"{key}_ci_high": high}


def _spread(lists: Lists, known: pd.DataFrame) -> dict[str, float]:
    shown = pd.Series([product for row in lists.values() for product in row[:10]])
    share = known.groupby("product_id")["user_id"].nunique() / known["user_id"].nunique()
    told = -np.log2(shown.map(share).dropna())
    return {
        "coverage_at_10": shown.nunique() / max(len(share), 1),
        "novelty_at_10": float(told.mean()) if len(told) else float("nan"),
    }


def without_known(pairs: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """Leave out rows whose user_id and product_id are known."""
    had = pd.MultiIndex.from_frame(known[["user_id", "product_id"]])
    return pairs[~pd.MultiIndex.from_frame(pairs[["user_id", "product_id"]]).isin(had)]


def grouped(frame: pd.DataFrame) -> Lists:
    """Products by user, in the order of rows of user_id, product_id."""
    return {str(u): list(rows) for u, rows in frame.groupby("user_id", sort=True)["product_id"]}
