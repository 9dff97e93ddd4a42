"""Fitting the scorecard's weights and its calibration on what people did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import expit
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

from hobby_profiles.core.tables import open_warehouse
from hobby_profiles.evaluation.scores.panel import AFTERWARDS

LOWEST_BIN, HIGHEST_BIN, BINS_PER_UNIT = -40, 23, 4
"""The bins of ``hobby__propensity_bin``: a quarter wide, from -10 to 6."""

_INVERSE_PENALTY = 10.0
_CASES_TO_TRUST_A_BIN = 200
_SOURCES = {
    "engaged": """
        select terms.* from engagement.int_hobby__user_topic_terms as terms
        inner join marts.hobby__topics as topics on terms.topic_id = topics.topic_id
        where topics.is_leaf
    """,
    "prospect": "select * from engagement.int_hobby__prospect_terms",
}


@dataclass(frozen=True)
class Cases:
    """Scored pairs of user and leaf topic of one shop as of one date.

    Attributes:
        terms: For each audience type one column per term, one row per pair, indexed by user_id
            and topic_id.
        outcomes: For each audience type whether the user had an event in the topic afterwards.
    """

    terms: dict[str, pd.DataFrame]
    outcomes: dict[str, NDArray[np.bool_]]


def read_cases(database: Path, as_of: date, horizon_days: int) -> Cases:
    """Read the terms of every scored pair from a warehouse, with what happened afterwards.

    Args:
        database: DuckDB file, built as of that date.
        as_of: Last day the terms know.
        horizon_days: Days after it that count as what happened.
    """
    terms, outcomes = {}, {}
    with open_warehouse(database) as warehouse:
        parameters = {"as_of": as_of, "horizon_days": horizon_days}
        afterwards = warehouse.frame(AFTERWARDS, parameters).assign(outcome=True)
        for audience_type, query in _SOURCES.items():
            frame = (
                warehouse.frame(query)
                .merge(afterwards, on=["user_id", "topic_id"], how="left")
                .set_index(["user_id", "topic_id"])
                .sort_index()
            )
            outcomes[audience_type] = frame["outcome"].notna().to_numpy()
            names = [name for name in frame.columns if name.startswith("term_")]
            terms[audience_type] = (
                frame[names].astype(np.float64).rename(columns=lambda name: name[5:])
            )
    return Cases(terms, outcomes)


def fit_weights(shops: Sequence[Cases]) -> pd.DataFrame:
    """Fit one logistic regression over all shops, each shop weighing the same.

    Both scorecards are fitted at once, so that a score of an engaged user and one of a prospect
    are comparable. Each shop has an intercept of its own while fitting, or the weights would
    learn how shops differ; the constant is the mean of these intercepts.

    Args:
        shops: Cases of each shop and date.

    Returns:
        audience_type, term, weight; the term "constant" closes each scorecard.
    """
    columns = [
        (audience_type, term)
        for audience_type in _SOURCES
        for term in sorted(shops[0].terms[audience_type].columns)
    ]
    blocks, outcomes, weights, owners = [], [], [], []
    for number, shop in enumerate(shops):
        for audience_type in _SOURCES:
            terms = shop.terms[audience_type]
            block = np.zeros((len(terms), len(columns) + 1))
            for place, (kind, term) in enumerate(columns):
                if kind == audience_type:
                    block[:, place] = terms[term]
            block[:, -1] = audience_type == "engaged"
            blocks.append(block)
            outcomes.append(shop.outcomes[audience_type])
            owners.append(np.full(len(terms), number))
        size = sum(len(shop.terms[kind]) for kind in _SOURCES)
        weights.append(np.full(size, 1e5 / size))
    owner = np.concatenate(owners)
    intercepts = (owner[:, None] == np.arange(1, len(shops))).astype(np.float64)
    values = np.concatenate([np.vstack(blocks), intercepts], axis=1)
    mean, spread = values.mean(axis=0), values.std(axis=0)
    spread[spread == 0] = 1.0
    model = LogisticRegression(C=_INVERSE_PENALTY, max_iter=1000).fit(
        (values - mean) / spread, np.concatenate(outcomes), sample_weight=np.concatenate(weights)
    )
    fitted = model.coef_[0] / spread
    constant = float(model.intercept_[0] - (fitted * mean).sum())
    constant += float(fitted[len(columns) + 1 :].sum() / len(shops))
    rows = [(kind, term, fitted[place]) for place, (kind, term) in enumerate(columns)]
    rows += [
        ("engaged", "constant", constant + fitted[len(columns)]),
        ("prospect", "constant", constant),
    ]
    table = pd.DataFrame(rows, columns=["audience_type", "term", "weight"])
    return table.assign(weight=table["weight"].round(4)).sort_values(
        ["audience_type", "term"], ignore_index=True
    )


def propensities(cases: Cases, weights: pd.DataFrame, audience_type: str) -> NDArray[np.float64]:
    """Apply weights to cases as ``hobby__propensity`` does, shape (pairs,)."""
    chosen = weights[weights["audience_type"] == audience_type].set_index("term")["weight"]
    terms = cases.terms[audience_type]
    total: NDArray[np.float64] = terms.to_numpy() @ chosen[terms.columns].to_numpy()
    return total + float(chosen["constant"])


def fit_lookup(shops: Sequence[Cases], weights: pd.DataFrame) -> pd.DataFrame:
    """Fit the probability of each propensity, pooled over topics and shops.

    Isotonic regression (Zadrozny and Elkan, 2002), read at the ends of the bins and drawn
    towards the logistic curve (Platt, 1999) where a bin holds little, so that it never falls and
    has few plateaus that would tie users. How often people come back differs from shop to shop
    and is measured in SQL (``int_hobby__shop_level``); here each shop is set to its true level
    first, so that the lookup only bends the curve.

    Args:
        shops: Cases of each shop and date, each shop weighing the same.
        weights: From :func:`fit_weights`.

    Returns:
        audience_type, propensity_bin, probability_from, probability_to; one row per type and bin.
    """
    edges = np.arange(LOWEST_BIN, HIGHEST_BIN + 2) / BINS_PER_UNIT
    levels = [_true_level(shop, weights) for shop in shops]
    parts = []
    for audience_type in _SOURCES:
        scores = [
            propensities(shop, weights, audience_type) + level
            for shop, level in zip(shops, levels, strict=True)
        ]
        weight = np.concatenate([np.full(len(score), 1e5 / max(len(score), 1)) for score in scores])
        outcome = np.concatenate([shop.outcomes[audience_type] for shop in shops])
        score = np.concatenate(scores)
        platt = LogisticRegression(C=1e6).fit(score[:, None], outcome, sample_weight=weight)
        curve = platt.predict_proba(edges[:, None])[:, 1]
        isotonic = IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip")
        isotonic.fit(score, outcome, sample_weight=weight)
        near = np.array([np.sum(np.abs(score - edge) < 1 / BINS_PER_UNIT) for edge in edges])
        trust = near / (near + _CASES_TO_TRUST_A_BIN)
        probability = np.maximum.accumulate(
            trust * isotonic.predict(edges) + (1 - trust) * curve
        ).round(6)
        parts.append(
            pd.DataFrame(
                {
                    "audience_type": audience_type,
                    "propensity_bin": np.arange(LOWEST_BIN, HIGHEST_BIN + 1),
                    "probability_from": probability[:-1],
                    "probability_to": probability[1:],
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


def _true_level(shop: Cases, weights: pd.DataFrame) -> float:
    """Shift of all propensities at which their mean probability is what happened."""
    score = propensities(shop, weights, "engaged")
    happened = float(shop.outcomes["engaged"].mean())
    return float(brentq(lambda shift: expit(score + shift).mean() - happened, -20.0, 20.0))
