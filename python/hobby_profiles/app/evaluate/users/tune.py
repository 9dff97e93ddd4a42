"""``hobby-profiles evaluate tune``: which settings of recommendations suit this shop?"""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path

import click

from hobby_profiles.app.evaluate.options.figures import NEW_FILE
from hobby_profiles.app.evaluate.options.scores import (
    as_of_option,
    data_dir_option,
    database_option,
    horizon_option,
    settings_of,
    vars_option,
)


@click.command()
@data_dir_option
@as_of_option
@click.option(
    "--reporting-date",
    required=True,
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="--as-of of the figures you report; the search may not look beyond it.",
)
@horizon_option
@click.option(
    "--trials",
    default=20,
    show_default=True,
    type=click.IntRange(min=1),
    help="Builds in all, earlier runs included.",
)
@click.option(
    "--storage",
    type=NEW_FILE,
    default=Path("tuning.sqlite"),
    show_default=True,
    help="File of trials; a search that ended goes on from it.",
)
@click.option(
    "--out",
    type=NEW_FILE,
    default=Path("tuned_settings.yml"),
    show_default=True,
    help='Where the settings go, for dbt build --vars "$(cat tuned_settings.yml)".',
)
@database_option
@vars_option
def command(
    data_dir: Path,
    as_of: datetime,
    reporting_date: datetime,
    horizon_days: int,
    trials: int,
    storage: Path,
    out: Path,
    database: Path | None,
    variables: str,
) -> None:
    """Search the settings of recommendations on what users bought after an earlier date."""
    from hobby_profiles.evaluation.recommendations.split import time_split
    from hobby_profiles.evaluation.recommendations.trial import Shop
    from hobby_profiles.evaluation.recommendations.tune import (
        check_dates,
        search,
        search_name,
        written,
    )

    check_dates(as_of.date(), horizon_days, reporting_date.date())
    given = settings_of(variables)
    with tempfile.TemporaryDirectory(prefix="hobby_profiles_") as work:
        split = time_split(
            data_dir,
            Path(work) / "known",
            as_of=as_of.date(),
            horizon_days=horizon_days,
            since=None,
        )
        shop = Shop(database or Path(work) / "tuned.duckdb", split, given)
        tuned = search(
            shop.score,
            storage,
            name=search_name(data_dir, as_of.date(), horizon_days, given),
            start=shop.start,
            trials=trials,
        )
    notes = {
        "searched on": f"{data_dir.name} as of {as_of.date()}, {horizon_days} days",
        "report no earlier than": str(reporting_date.date()),
    }
    out.write_text(written(tuned, given, notes), encoding="utf-8")
    click.echo(
        f"Mean of NDCG@10 of all and of new products: {tuned.start_score:.4f} before, "
        f"{tuned.score:.4f} with the best of {tuned.trials} trials. Wrote {out}. "
        f"Measure it with: hobby-profiles evaluate recommendations --data-dir {data_dir} "
        f'--as-of {reporting_date.date()} --vars "$(cat {out})"'
    )
