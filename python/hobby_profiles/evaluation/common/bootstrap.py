"""Intervals by bootstrap: of a paired difference, of a ratio."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import bootstrap


def paired_interval(
    differences: NDArray[np.float64],
    *,
    confidence: float = 0.95,
    resamples: int = 2000,
    seed: int = 0,
) -> tuple[float, float, float]:
    """Mean of paired differences with its percentile interval (Efron, 1979).

    Args:
        differences: Shape (n,); one method less the other on the same user or topic. NaN is left
            out.
        confidence: Coverage of the interval.
        resamples: Number of resamples of the n cases with replacement.
        seed: Seed of the resampling.

    Returns:
        Mean, lower and upper end; NaN if nothing is left.
    """
    kept = differences[~np.isnan(differences)]
    if len(kept) == 0:
        return float("nan"), float("nan"), float("nan")
    generator = np.random.default_rng(seed)
    means = np.array(
        [kept[generator.integers(0, len(kept), len(kept))].mean() for _ in range(resamples)]
    )
    tail = (1 - confidence) / 2
    low, high = np.quantile(means, [tail, 1 - tail])
    return float(kept.mean()), float(low), float(high)


def ratio_interval(
    numerators: NDArray[np.float64],
    denominators: NDArray[np.float64],
    *,
    confidence: float = 0.95,
    resamples: int = 2000,
    seed: int = 0,
) -> tuple[float, float, float]:
    """Ratio of two sums over cases with its percentile interval (Efron, 1979).

    Args:
        numerators: Shape (n,); hits of each case, such as a user.
        denominators: Shape (n,); what they are counted of.
        confidence: Coverage of the interval.
        resamples: Number of resamples of the n cases with replacement.
        seed: Seed of the resampling.

    Returns:
        Ratio, lower and upper end; NaN if the denominators sum to 0, and the ratio itself as both
        ends if there is a single case.
    """
    whole = denominators.sum()
    if whole == 0:
        return float("nan"), float("nan"), float("nan")
    ratio = float(numerators.sum() / whole)
    if len(numerators) == 1:
        return ratio, ratio, ratio

    def share(hits: NDArray[np.float64], counts: NDArray[np.float64], axis: int = -1) -> Any:
        return hits.sum(axis=axis) / np.maximum(counts.sum(axis=axis), 1e-12)

    interval = bootstrap(
        (numerators, denominators),
        share,
        paired=True,
        vectorized=True,
        confidence_level=confidence,
        n_resamples=resamples,
        method="percentile",
        rng=np.random.default_rng(seed),
    ).confidence_interval
    return ratio, float(interval.low), float(interval.high)
