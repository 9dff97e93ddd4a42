"""``hobby-profiles evaluate journeys``: are journeys one thing each, and do they go on?"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from hobby_profiles.app.evaluate.options.scores import (
    hand_over,
    request_of,
    scoring_options,
    warehouse_of,
)

_WEIGHTS = Path("seeds/reference/hobby__journey_weights.csv")


@click.command()
@scoring_options
@click.option("--mixes", "mix_count", default=400, show_default=True, type=click.IntRange(min=2))
@click.option(
    "--fit",
    "fit_dates",
    multiple=True,
    type=click.DateTime(["%Y-%m-%d"]),
    help=f"Fit the weights as of this earlier date and write {_WEIGHTS}; repeat it for more.",
)
@click.option("--cache-dir", default=".hobby_cache", show_default=True, help="Folder for vectors.")
def command(mix_count: int, fit_dates: tuple[Any, ...], cache_dir: str, **arguments: Any) -> None:
    """Measure journeys on mixed histories, and on the events after a date."""
    from hobby_profiles.evaluation.journeys.going_on import (
        fit_weights,
        measure_going_on,
        read_journeys,
    )
    from hobby_profiles.evaluation.journeys.mixed import measure_mixed
    from hobby_profiles.evaluation.journeys.mixes import draw_mixes, write_mixes
    from hobby_profiles.evaluation.scores.build import JOURNEYS, build_scores

    request = request_of(arguments)
    with warehouse_of(request) as database:

        def build(target: Path, folder: Path, day: Any) -> None:
            build_scores(target, folder, day, variables=request.variables, wanted=JOURNEYS)

        if fit_dates:
            known = []
            for day in fit_dates:
                build(database, request.data_dir, day.date())
                known.append(read_journeys(database, day.date(), request.horizon_days))
            fit_weights(known).to_csv(_WEIGHTS, index=False)
            click.echo(f"Wrote {_WEIGHTS}. It counts from the next dbt build on.", err=True)
        build(database, request.data_dir, request.as_of)
        figures = measure_going_on(read_journeys(database, request.as_of, request.horizon_days))
        mixes = draw_mixes(database, request.as_of, count=mix_count)
        folder = database.parent / f"{database.stem}_mixes"
        write_mixes(mixes, folder)
        mixed = database.with_name(f"{database.stem}_mixed.duckdb")
        build(mixed, folder, request.as_of)
        figures = measure_mixed(mixed, mixes, cache_dir=Path(cache_dir)) | figures
    hand_over(request, "journeys", figures)


_REFERENCES = (
    ("agglomerative per user", "baseline_agglomerative_"),
    ("ICPC", "baseline_icpc_hard_"),
    ("top branch", "baseline_top_branch_"),
)


def render_section(shops: Mapping[str, Mapping[str, float]]) -> str:
    """Render the figures of each shop and date for ``docs/evaluation.md``."""
    page = [
        "## Journeys",
        "",
        "`hobby-profiles evaluate journeys`: purchases of two users, of two product types, are",
        "shuffled into one history and told apart again (adjusted Rand index); each reference has",
        "the setting that does best on these mixes.",
        "",
    ]
    for name, figures in shops.items():
        others = ", ".join(
            f"{title} {figures[f'{way}mixed_ari']:.3f}" for title, way in _REFERENCES
        )
        page.append(
            f"- {name}, {figures['mix_count']:.0f} mixes: {figures['mixed_ari']:.3f} "
            f"[{figures['mixed_ari_ci_low']:.3f}, {figures['mixed_ari_ci_high']:.3f}]; {others}. "
            "Ranking those that go on: "
            f"NDCG@5 {figures['ndcg_at_5']:.3f}, by recency alone "
            f"{figures['baseline_recency_ndcg_at_5']:.3f}, by the number of events alone "
            f"{figures['baseline_frequency_ndcg_at_5']:.3f}; confidence is off by "
            f"{figures['confidence_ece']:.3f}"
        )
    return "\n".join(page)
