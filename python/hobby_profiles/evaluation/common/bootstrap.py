"""Intervals by bootstrap, of a mean or of a ratio of two sums."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import bootstrap


def mean_interval(
    values: NDArray[np.float64],
    counts: NDArray[np.float64] | None = None,
    *,
    confidence: float = 0.95,
    resamples: int = 2000,
    seed: int = 0,
) -> tuple[float, float, float]:
    """Sum of values over the sum of their counts, with its percentile interval (Efron, 1979).

    Args:
        values: Shape (n,), one a case such as a user; NaN is left out. Differences of two methods
            on the same cases give a paired interval.
        counts: Shape (n,), what the values are sums of; 1 by default, which gives the mean.
        confidence: Coverage of the interval.
        resamples: Number of resamples of the n cases with replacement.
        seed: Seed of the resampling.

    Returns:
        Mean, lower and upper end; NaN if the counts sum to 0, and the mean itself as both ends if
        there is a single case.
    """
    kept = ~np.isnan(values)
    sums, sizes = values[kept], (np.ones(len(values)) if counts is None else counts)[kept]
    if sizes.sum() == 0:
        return float("nan"), float("nan"), float("nan")
    mean = float(sums.sum() / sizes.sum())
    if len(sums) == 1:
        return mean, mean, mean

    def mean_of(sums: NDArray[np.float64], sizes: NDArray[np.float64], axis: int = -1) -> Any:
        return sums.sum(axis=axis) / np.maximum(sizes.sum(axis=axis), 1e-12)

    interval = bootstrap(
        (sums, sizes),
        mean_of,
        paired=True,
        vectorized=True,
        confidence_level=confidence,
        n_resamples=resamples,
        batch=100,
        method="percentile",
        rng=np.random.default_rng(seed),
    ).confidence_interval
    # Equal cases differ by rounding.
    low, high = sorted((float(interval.low), float(interval.high)))
    return mean, low, high
