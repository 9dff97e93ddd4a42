"""``hobby-profiles evaluate fit``: fit the scorecards on what people did."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import click

from hobby_profiles.errors import InputError

_SEEDS = Path("seeds/reference")


@click.command()
@click.option(
    "--on",
    "shops",
    nargs=2,
    multiple=True,
    required=True,
    metavar="FOLDER DATE",
    help="Input folder and last day the terms may know; repeat it for more shops or dates.",
)
@click.option("--horizon-days", default=90, show_default=True, type=click.IntRange(min=1))
@click.option(
    "--out",
    default=_SEEDS,
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for hobby__score_weights.csv and hobby__probability_lookup.csv.",
)
def command(shops: tuple[tuple[str, str], ...], horizon_days: int, out: Path) -> None:
    """Fit score weights and probabilities, and write the two seeds the marts read."""
    from hobby_profiles.evaluation.scoring_build import build_scores
    from hobby_profiles.evaluation.scoring_fit import fit_lookup, fit_weights, read_cases

    dated = [(Path(folder), _date(day)) for folder, day in shops]
    cases = []
    with tempfile.TemporaryDirectory(prefix="hobby_profiles_") as work:
        for number, (folder, as_of) in enumerate(dated):
            database = Path(work) / f"shop_{number}.duckdb"
            build_scores(database, folder, as_of)
            cases.append(read_cases(database, as_of, horizon_days))
            click.echo(f"{folder} as of {as_of}: {len(cases[-1].outcomes['engaged']):,} pairs")
    weights = fit_weights(cases)
    out.mkdir(parents=True, exist_ok=True)
    weights.to_csv(out / "hobby__score_weights.csv", index=False)
    fit_lookup(cases, weights).to_csv(out / "hobby__probability_lookup.csv", index=False)
    click.echo(weights.to_string(index=False))
    click.echo(f"Wrote both tables to {out}. They count from the next dbt build on.")


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(
            f"{text!r} is not a date. Write --on FOLDER YYYY-MM-DD, such as --on shop 2024-06-30."
        ) from None
