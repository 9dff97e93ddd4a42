"""``hobby-profiles evaluate recommendations``: do users buy what is proposed to them?"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import click

from hobby_profiles.app.evaluate.options.figures import json_option
from hobby_profiles.app.evaluate.options.scores import (
    Request,
    database_option,
    dated_shops,
    hand_over,
    horizon_option,
    settings_of,
    vars_option,
)
from hobby_profiles.core.errors import InputError

_WEIGHTS = Path("seeds/reference/hobby__recommendation_weights.csv")


@click.command()
@click.option(
    "--data-dir",
    required=True,
    type=click.Path(path_type=Path),
    help="Folder with the shop's products and events as Parquet.",
)
@click.option(
    "--protocol",
    type=click.Choice(["random", "time"]),
    default="time",
    show_default=True,
    help="Ask a random fifth of each user's products, or what is bought after --as-of.",
)
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Last known day.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="First day.")
@horizon_option
@click.option("--seed", default=0, show_default=True, help="Seed of the draw.")
@click.option(
    "--fit",
    "shops",
    nargs=2,
    multiple=True,
    metavar="FOLDER DATE",
    help=f"First fit the scorecard on this shop as of an earlier date and write {_WEIGHTS}; "
    "repeat it for more.",
)
@click.option("--filters", is_flag=True, help="Also build without each word of hobby__set_aside.")
@database_option
@json_option
@click.option("--write-docs", "docs_name", help="Keep the figures too, under this name.")
@vars_option
def command(
    data_dir: Path,
    protocol: str,
    as_of: datetime | None,
    since: datetime | None,
    horizon_days: int,
    seed: int,
    shops: tuple[tuple[str, str], ...],
    filters: bool,
    database: Path | None,
    json_path: Path | None,
    docs_name: str | None,
    variables: str,
) -> None:
    """Measure recommendations beside plain ones, and without each of their sources."""
    from hobby_profiles.evaluation.recommendations.filters import measure_filters
    from hobby_profiles.evaluation.recommendations.fit import fit_weights, read_cases
    from hobby_profiles.evaluation.recommendations.measure import measure_recommendations
    from hobby_profiles.evaluation.recommendations.split import random_split, time_split
    from hobby_profiles.evaluation.scores.build import RECOMMENDATIONS, build_scores

    if protocol == "time" and as_of is None:
        raise InputError("--protocol time needs --as-of YYYY-MM-DD, the last day that is known.")
    first = since.date() if since else None
    with tempfile.TemporaryDirectory(prefix="hobby_profiles_") as work:
        folder = Path(work) / "known"
        if protocol == "time" and as_of is not None:
            split = time_split(
                data_dir, folder, as_of=as_of.date(), horizon_days=horizon_days, since=first
            )
        else:
            split = random_split(data_dir, folder, since=first, seed=seed)
        if shops:
            cases = []
            for number, (shop, day) in enumerate(dated_shops(shops)):
                part = time_split(
                    shop,
                    Path(work) / f"fit_{number}",
                    as_of=day,
                    horizon_days=horizon_days,
                    since=None,
                )
                fitted = Path(work) / f"fit_{number}.duckdb"
                build_scores(fitted, part.folder, day, wanted=RECOMMENDATIONS)
                cases.append(read_cases(fitted, part.known, part.truth))
            fit_weights(cases).to_csv(_WEIGHTS, index=False)
            click.echo(f"Wrote {_WEIGHTS}. It counts from this build on.", err=True)
        built = database or Path(work) / "scores.duckdb"
        build_scores(
            built, folder, split.as_of, variables=settings_of(variables), wanted=RECOMMENDATIONS
        )
        figures = measure_recommendations(built, split, seed=seed)
        if filters:
            figures |= measure_filters(built, split, settings_of(variables), seed=seed)
    request = Request(
        data_dir=data_dir,
        as_of=split.last_day,
        horizon_days=horizon_days,
        database=None,
        json_path=json_path,
        docs_name=None if docs_name is None else f"{docs_name}, {protocol}",
        variables={},
    )
    hand_over(request, "recommendations", figures)


def render_section(shops: Mapping[str, Mapping[str, float]]) -> str:
    """Render the figures of each shop and protocol for ``docs/evaluation.md``."""
    page = [
        "## Recommendations",
        "",
        "`hobby-profiles evaluate recommendations`: NDCG@10 of what users buy after the date, or "
        "of a random fifth of their products. EASE: the better of all weights and the 50 largest. "
        "New: products the user did not have.",
        "",
        "| shop, protocol | **ours** | own frequency | popularity | EASE |",
        "|---|---|---|---|---|",
    ]
    others = (
        ("",),
        ("baseline_own_frequency_",),
        ("baseline_popularity_",),
        ("baseline_ease_", "baseline_ease_top50_"),
    )
    for name, data in shops.items():
        for part in ("", "new_") if "new_ndcg_at_10" in data else ("",):
            cells = []
            for keys in others:
                known = [data.get(f"{key}{part}ndcg_at_10") for key in keys]
                best = max((value for value in known if value is not None), default=None)
                cells.append("" if best is None else f"{best:.3f}")
            shown = f"{name}, new" if part else name
            page.append(f"| {shown} | " + " | ".join(cells) + " |")
    return "\n".join(page)
