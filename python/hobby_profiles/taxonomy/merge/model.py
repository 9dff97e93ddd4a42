"""The pair model: from the evidence on two labels to the probability that they name one hobby."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
import pandas as pd
from scipy.optimize import minimize
from scipy.special import expit

from hobby_profiles.taxonomy.merge.features import FEATURES, VECTOR_FEATURES

_FILE = "merge_model.json"
_SPREAD_FLOOR = 1e-9
_SPEAKS_FOR = {
    "same_form",
    "abbreviated",
    "aligned",
    "full_align",
    "light_only",
    "wordnet_same",
    "truncated",
    "rest_same",
    "typo",
}
_SPEAKS_AGAINST = {
    "unmatched",
    "wordnet_general",
    "wordnet_different",
    "rest_different",
    "light_conflict",
    "activity_conflict",
    "light_deed_conflict",
    "digits_differ",
}


@dataclass(frozen=True)
class PairModel:
    """A logistic regression on standardised evidence.

    Attributes:
        intercept: Log odds of a pair with average evidence.
        mean: Mean of each feature in the pairs the model was fitted on.
        spread: Its standard deviation there.
        weight: Change of the log odds for one standard deviation more of the feature.
    """

    intercept: float
    mean: dict[str, float]
    spread: dict[str, float]
    weight: dict[str, float]

    def score(self, features: pd.DataFrame) -> np.ndarray:
        """Probability that the labels of each pair name one hobby.

        Args:
            features: See `merge_features.pair_features`, shape (n, number of features).

        Returns:
            Shape (n,), in (0, 1), rounded to 6 decimals.
        """
        # Summed feature by feature in a fixed order: a matrix product may round differently for
        # another number of rows, and a score at the threshold would merge in one run only.
        log_odds = np.full(len(features), self.intercept)
        for name in FEATURES:
            centred = (features[name].to_numpy() - self.mean[name]) / self.spread[name]
            log_odds += self.weight[name] * centred
        scores: np.ndarray = np.round(1.0 / (1.0 + np.exp(-log_odds)), 6)
        return scores

    @classmethod
    def fit(
        cls, features: pd.DataFrame, same: np.ndarray, sample_weight: np.ndarray, strength: float
    ) -> PairModel:
        """Fit the model: the weighted logistic loss with an L2 penalty, signs held by bounds.

        Args:
            features: Evidence on the reference pairs, shape (n, number of features).
            same: 1 where a pair names one hobby, shape (n,).
            sample_weight: Weight of each pair, shape (n,).
            strength: Inverse of the L2 penalty, like scikit-learn's ``C``.
        """
        values = features[FEATURES]
        mean, spread = values.mean(), values.std(ddof=0).clip(lower=_SPREAD_FLOOR)
        standard = ((values - mean) / spread).to_numpy()
        sign = np.where(same == 1, 1.0, -1.0)

        def loss(parameters: np.ndarray) -> tuple[float, np.ndarray]:
            margin = sign * (parameters[0] + standard @ parameters[1:])
            pull = -sign * sample_weight * expit(-margin)
            total = sample_weight @ np.logaddexp(0.0, -margin)
            total += parameters[1:] @ parameters[1:] / (2 * strength)
            slope = np.r_[pull.sum(), standard.T @ pull + parameters[1:] / strength]
            return float(total), slope

        bounds = [(None, None), *(_bounds(name) for name in FEATURES)]
        found = minimize(loss, np.zeros(len(bounds)), jac=True, method="L-BFGS-B", bounds=bounds)
        return cls(
            intercept=float(found.x[0]),
            mean={name: float(mean[name]) for name in FEATURES},
            spread={name: float(spread[name]) for name in FEATURES},
            weight=dict(zip(FEATURES, found.x[1:].tolist(), strict=True)),
        )

    def to_json(self) -> dict[str, Any]:
        """Write the model as plain numbers, one line of meaning per feature."""
        return {
            "intercept": round(self.intercept, 6),
            "features": {
                name: {
                    "mean": round(self.mean[name], 6),
                    "spread": round(self.spread[name], 6),
                    "weight": round(self.weight[name], 6),
                }
                for name in FEATURES
            },
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> PairModel:
        """Read what `to_json` wrote."""
        parts = {
            part: {name: float(stored["features"][name][part]) for name in FEATURES}
            for part in ("mean", "spread", "weight")
        }
        return cls(intercept=float(stored["intercept"]), **parts)


def _bounds(feature: str) -> tuple[float | None, float | None]:
    """Bounds of a weight: evidence keeps its direction, whatever a small sample suggests."""
    if feature in _SPEAKS_AGAINST:
        return (None, 0.0)
    product = feature.split("_x_")
    speaks_for = feature in _SPEAKS_FOR or product[-1] in VECTOR_FEATURES
    return (0.0, None) if speaks_for else (None, None)


@lru_cache(maxsize=1)
def shipped_pair_model() -> PairModel:
    """Load the model that ships with the package."""
    text = files("hobby_profiles.taxonomy").joinpath("data", _FILE).read_text(encoding="utf-8")
    return PairModel.from_json(json.loads(text)["model"])
