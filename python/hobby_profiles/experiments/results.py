"""Results of experiments: one CSV file each, kept with the project, read by the warehouse."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from hobby_profiles.core.columns import require_columns
from hobby_profiles.core.settings import StageSettings

RESULT_TYPES = {
    "experiment_name": "str",
    "variant_name": "str",
    "is_baseline": "bool",
    "sample_hash": "str",
    "product_count": "int64",
    "labeller": "str",
    "judge": "str",
    "model": "str",
    "input_fields": "str",
    "max_labels": "int64",
    "min_relevance": "float64",
    "min_certainty": "float64",
    "prompt_version": "Int64",
    "language": "str",
    "label_count": "int64",
    "labels_per_product": "float64",
    "accepted_per_product": "float64",
    "coverage": "float64",
    "mean_fit_grade": "float64",
    "rejected_share": "float64",
    "cost_usd": "float64",
    "input_tokens": "int64",
    "output_tokens": "int64",
    "fit_grade_difference": "float64",
    "fit_grade_difference_ci_low": "float64",
    "fit_grade_difference_ci_high": "float64",
    "accepted_difference": "float64",
    "accepted_difference_ci_low": "float64",
    "accepted_difference_ci_high": "float64",
}
"""Columns of the results and their types; a row is a variant."""

_DECIMALS = 6


class ExperimentSettings(StageSettings):
    """Where experiments leave their results.

    Attributes:
        experiment_results: Folder of the results, relative to the working directory.
    """

    experiment_results: Path = Path("experiments/results")


def typed(rows: pd.DataFrame) -> pd.DataFrame:
    """Bring rows into the columns and types of the results, numbers rounded to six decimals."""
    return rows.reindex(columns=list(RESULT_TYPES)).astype(RESULT_TYPES).round(_DECIMALS)


def write_results(results: pd.DataFrame, folder: Path) -> Path:
    """Write one experiment's results, in place of its former ones.

    Args:
        results: Rows of one experiment.
        folder: Folder of the results.

    Returns:
        The file written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{results['experiment_name'].iloc[0]}.csv"
    results.to_csv(path, index=False, lineterminator="\n")
    return path


def read_results(folder: Path) -> pd.DataFrame:
    """Read the results of all experiments that were run.

    Args:
        folder: Folder of the results; it need not exist.

    Returns:
        `RESULT_TYPES`, sorted by experiment in the order of its variants; no row without a run.

    Raises:
        InputError: If a file there is no results file.
    """
    tables = [pd.DataFrame(columns=list(RESULT_TYPES))]
    for path in sorted(folder.glob("*.csv")):
        rows = pd.read_csv(path)
        require_columns(
            rows,
            RESULT_TYPES,
            f"The results file {str(path)!r}",
            "Run the experiment again, or move the file out of that folder.",
        )
        tables.append(typed(rows))
    filled = [table for table in tables if len(table)]
    return typed(pd.concat(filled, ignore_index=True) if filled else tables[0])


def comparison(results: pd.DataFrame) -> str:
    """Render one experiment's results as a table for the terminal.

    Args:
        results: Rows of one experiment.

    Returns:
        A Markdown table, one row a variant, differences with their 95% intervals.
    """
    header = (
        "variant", "labels", "mean grade", "rejected", "accepted a product", "coverage",
        "cost $", "tokens", "grade - baseline", "accepted - baseline",
    )  # fmt: skip
    lines = [list(header)]
    for row in results.to_dict("records"):
        lines.append(
            [
                str(row["variant_name"]) + (" (baseline)" if row["is_baseline"] else ""),
                f"{row['label_count']:,}",
                f"{row['mean_fit_grade']:.2f}",
                f"{row['rejected_share']:.0%}",
                f"{row['accepted_per_product']:.2f}",
                f"{row['coverage']:.0%}",
                f"{row['cost_usd']:.4f}",
                f"{row['input_tokens'] + row['output_tokens']:,}",
                _difference(row, "fit_grade"),
                _difference(row, "accepted"),
            ]
        )
    widths = [max(len(line[column]) for line in lines) for column in range(len(header))]
    lines.insert(1, ["-" * width for width in widths])
    return "\n".join(
        "| "
        + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        + " |"
        for line in lines
    )


def _difference(row: Mapping[Any, Any], measure: str) -> str:
    if row["is_baseline"]:
        return ""
    value, low, high = (row[f"{measure}_difference{end}"] for end in ("", "_ci_low", "_ci_high"))
    return f"{value:+.2f} ({low:+.2f} to {high:+.2f})"
