"""What is measured of a variant, and how sure its difference to the baseline is."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

_RESAMPLES = 2_000
_CONFIDENCE = 0.95

Floats = NDArray[np.float64]


def per_product(judged: pd.DataFrame, products: pd.Series, min_fit_grade: int) -> pd.DataFrame:
    """Count one variant's labels product by product.

    Args:
        judged: Judged labels: ``text_hash``, ``fit_grade``, ``is_sensitive``.
        products: ``text_hash`` of the whole sample, in a fixed order.
        min_fit_grade: Least accepted grade.

    Returns:
        One row per product in that order: ``labels``, ``grades`` (their sum), ``accepted``.
    """
    accepted = (judged["fit_grade"] >= min_fit_grade) & ~judged["is_sensitive"]
    counted = pd.DataFrame(
        {
            "labels": 1,
            "grades": judged["fit_grade"].astype(float),
            "accepted": accepted.astype(int),
        }
    ).groupby(judged["text_hash"].to_numpy())
    return counted.sum().reindex(products.to_numpy(), fill_value=0).astype(float)


def measure(counts: pd.DataFrame) -> dict[str, float]:
    """Measure one variant.

    Args:
        counts: What `per_product` returns.

    Returns:
        ``label_count``; ``labels_per_product``; ``accepted_per_product``; ``coverage`` (share of
        products with an accepted label); ``mean_fit_grade`` (of all labels) and
        ``rejected_share``, both missing if there is no label.
    """
    labels = counts["labels"].sum()
    return {
        "label_count": labels,
        "labels_per_product": labels / len(counts),
        "accepted_per_product": counts["accepted"].sum() / len(counts),
        "coverage": float((counts["accepted"] > 0).mean()),
        "mean_fit_grade": counts["grades"].sum() / labels if labels else float("nan"),
        "rejected_share": 1 - counts["accepted"].sum() / labels if labels else float("nan"),
    }


def compare(variant: pd.DataFrame, baseline: pd.DataFrame) -> dict[str, float]:
    """Compare a variant with the baseline on the same products, with paired bootstrap intervals.

    Products are drawn with replacement, the same ones for both, 2,000 times with a fixed seed;
    the interval is the middle 95% of the differences (percentile bootstrap, Efron 1979).

    Args:
        variant: `per_product` of the variant.
        baseline: `per_product` of the baseline, the same products in the same order.

    Returns:
        For ``fit_grade`` (mean grade of all labels) and ``accepted`` (accepted labels a product):
        ``…_difference``, ``…_difference_ci_low``, ``…_difference_ci_high``.
    """
    rows = np.random.default_rng(0).integers(0, len(variant), (_RESAMPLES, len(variant)))
    result: dict[str, float] = {}
    for name, top, bottom in (("fit_grade", "grades", "labels"), ("accepted", "accepted", None)):
        observed = _ratio(variant, top, bottom) - _ratio(baseline, top, bottom)
        drawn = _ratio(variant, top, bottom, rows) - _ratio(baseline, top, bottom, rows)
        tail = (1 - _CONFIDENCE) / 2
        low, high = (
            np.nanquantile(drawn, [tail, 1 - tail])
            if np.isfinite(drawn).any()
            else (
                np.nan,
                np.nan,
            )
        )
        result[f"{name}_difference"] = float(observed[0])
        result[f"{name}_difference_ci_low"] = float(low)
        result[f"{name}_difference_ci_high"] = float(high)
    return result


def _ratio(
    counts: pd.DataFrame, top: str, bottom: str | None, rows: NDArray[np.int64] | None = None
) -> Floats:
    """Sum over sum (or over the number of products) in each draw; missing if nothing to divide."""
    picked = np.arange(len(counts))[None, :] if rows is None else rows
    above = counts[top].to_numpy()[picked].sum(axis=1)
    below = (
        np.full(len(picked), float(len(counts)))
        if bottom is None
        else counts[bottom].to_numpy()[picked].sum(axis=1)
    )
    result: Floats = np.divide(above, below, out=np.full(len(picked), np.nan), where=below > 0)
    return result
