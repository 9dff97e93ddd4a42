"""``hobby-profiles evaluate terms``: what each term of the scorecards is worth."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from hobby_profiles.app.evaluate.options.figures import (
    FIGURES,
    json_option,
    write_docs_option,
    write_figures,
)
from hobby_profiles.app.evaluate.options.scores import (
    dated_shops,
    horizon_option,
    shop_databases,
    shops_option,
)


@click.command()
@shops_option("--on", "fitted", "Input folder and date to fit on")
@shops_option("--at", "tested", "Input folder and later date to measure at")
@horizon_option
@json_option
@write_docs_option
def command(
    fitted: tuple[tuple[str, str], ...],
    tested: tuple[tuple[str, str], ...],
    horizon_days: int,
    json_path: Path | None,
    write_docs: bool,
) -> None:
    """Measure what each term of the scorecards is worth, by fitting without it."""
    from hobby_profiles.evaluation.scores.fit import read_cases
    from hobby_profiles.evaluation.scores.panel import read_panel
    from hobby_profiles.evaluation.scores.terms import measure_terms

    early, late = dated_shops(fitted), dated_shops(tested)
    cases, panels = [], []
    for number, (database, as_of) in enumerate(shop_databases([*early, *late])):
        cases.append(read_cases(database, as_of, horizon_days))
        if number >= len(early):
            panels.append(read_panel(database, as_of, horizon_days))
    count = len(early)
    measured = measure_terms(cases[:count], list(zip(cases[count:], panels, strict=True)))
    figures = {
        "fitted": [f"{folder.name} {as_of}" for folder, as_of in early],
        "tested": [f"{folder.name} {as_of}" for folder, as_of in late],
        "left_out": {
            term: {key: round(value, 4) for key, value in row.items()}
            for term, row in measured.items()
        },
    }
    click.echo(render_section(figures))
    write_figures("terms", figures, json_path, write_docs=write_docs)


def render_section(figures: dict[str, Any]) -> str:
    """Lay out the terms that matter most as a table in Markdown."""
    rows: dict[str, dict[str, float]] = figures["left_out"]
    page = [
        "## Terms of the scorecards",
        "",
        "`hobby-profiles evaluate terms` leaves one term out of both scorecards, fits the others "
        "anew and ranks by the bare propensity. For each measure, the two terms without which most "
        f"is lost; the others are in `{FIGURES.name}/terms.json`, with dates and shops.",
        "",
        "| without | NDCG@10 over frequency | audience lift over the best single signal "
        "| prospects' lift |",
        "|---|---|---|---|",
    ]
    for term in ["", *_weightiest(rows)]:
        row = rows[term]
        page.append(
            f"| {f'`{term}`' if term else '**nothing**'} "
            f"| {row['ndcg_at_10_minus_frequency']:+.4f} "
            f"| {row['audience_lift_minus_best_signal']:+.3f} | {row['prospect_lift']:.2f} |"
        )
    return "\n".join(page)


def _weightiest(rows: dict[str, dict[str, float]]) -> list[str]:
    terms = [term for term in rows if term]
    return sorted(
        {
            term
            for measure in rows[""]
            for term in sorted(terms, key=lambda term: rows[term][measure])[:2]
        }
    )
