"""``hobby-profiles evaluate personas``: are personas steady, and does the walk tell them right?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import click

from hobby_profiles.app.evaluate.options.scores import (
    hand_over,
    request_of,
    scoring_options,
    warehouse_of,
)

_LEAST_BUDGET = 0.05


@click.command()
@scoring_options
def command(**arguments: Any) -> None:
    """Measure personas of two half-years, and those told from a part of the users."""
    from hobby_profiles.evaluation.personas.budgets import measure_budgets
    from hobby_profiles.evaluation.personas.halves import (
        HALF_YEAR_DAYS,
        measure_halves,
        read_half,
    )
    from hobby_profiles.evaluation.scores.build import (
        PERSONAS,
        build_scores,
        compiled_models,
    )

    request = request_of(arguments)
    with warehouse_of(request) as database:
        halves = []
        for days in (0, HALF_YEAR_DAYS):
            build_scores(
                database,
                request.data_dir,
                request.as_of - timedelta(days=days),
                variables=request.variables | {"hobby__lookback_days": HALF_YEAR_DAYS},
                wanted=PERSONAS,
            )
            halves.append(read_half(database))
        build_scores(
            database,
            request.data_dir,
            request.as_of,
            variables={"hobby__lookback_days": 2 * HALF_YEAR_DAYS}
            | request.variables
            | {"hobby__persona_label_share": _LEAST_BUDGET},
            wanted=PERSONAS,
        )
        figures = measure_halves(*halves)
        figures |= measure_budgets(database, compiled_models(database) / "personas")
    hand_over(request, "personas", figures)


def render_section(figures: Mapping[str, Mapping[str, float]]) -> str:
    """Render the figures for ``docs/evaluation.md``.

    Args:
        figures: For each name of data what the command writes as JSON.

    Returns:
        A section in Markdown.
    """
    page = [
        "## Personas",
        "",
        "`hobby-profiles evaluate personas`: steady are users with the same three surest personas "
        "in two half-years. F1: what is inferred of users who were never read, against their own "
        "purchases, where 5% were read (10%, all).",
        "",
    ]
    for name, data in figures.items():
        page.append(
            f"- {name}: steady {data['unchanged_share']:.3f} (RFM "
            f"{data['baseline_rfm_unchanged_share']:.3f}); F1 {data['persona_f1_at_5pct']:.3f} "
            f"({data['persona_f1_at_10pct']:.3f}, {data['persona_f1_at_100pct']:.3f}), random "
            f"users {data['random_sample_f1_at_5pct']:.3f} "
            f"({data['random_sample_f1_at_10pct']:.3f}), nearest ten "
            f"{data['nearest_f1_at_5pct']:.3f}, the commonest for everybody "
            f"{data['majority_f1_at_5pct']:.3f}"
        )
    return "\n".join(page)
