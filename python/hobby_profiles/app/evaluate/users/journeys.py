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


_WAYS = (
    ("**journeys**", ""),
    ("ICPC, hard", "baseline_icpc_hard_"),
    ("ICPC, soft", "baseline_icpc_soft_"),
    ("agglomerative, per user", "baseline_agglomerative_"),
    ("leaf topic", "baseline_topic_leaf_"),
    ("top branch", "baseline_top_branch_"),
)


def render_section(shops: Mapping[str, Mapping[str, float]]) -> str:
    """Render the figures of each shop and date for ``docs/evaluation.md``."""
    page = [
        "## Journeys",
        "",
        "`hobby-profiles evaluate journeys`: two users' purchases of two product types shuffled",
        "into one history, the type taken out of the text; of each reference the setting that does",
        "best on these very mixes. Going on: an event in the journey within the horizon.",
    ]
    for name, figures in shops.items():
        page += [
            "",
            f"{name}, {figures['mix_count']:.0f} mixes:",
            "",
            "| | adjusted Rand index (95%) | F1 of pairs |",
            "|---|---|---|",
        ]
        page += [
            f"| {title} | {figures[f'{way}mixed_ari']:.3f} "
            f"({figures[f'{way}mixed_ari_ci_low']:.3f} to "
            f"{figures[f'{way}mixed_ari_ci_high']:.3f}) | {figures[f'{way}mixed_pair_f1']:.3f} |"
            for title, way in _WAYS
        ]
        page += [
            "",
            f"{figures['journey_count']:,.0f} journeys: NDCG@5 {figures['ndcg_at_5']:.3f}, "
            f"by recency {figures['baseline_recency_ndcg_at_5']:.3f}, by frequency "
            f"{figures['baseline_frequency_ndcg_at_5']:.3f}; confidence off by "
            f"{figures['confidence_ece']:.3f}; one to three ongoing ones: "
            f"{figures['users_with_1_to_3_ongoing']:.0%} of users (Google's survey: 70%).",
        ]
    return "\n".join(page)
