"""Paired bootstrap of a difference."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


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
