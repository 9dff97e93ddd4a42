"""``hobby-profiles evaluate fit``: fit the scorecards on what people did."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
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
    from hobby_profiles.evaluation.scoring_fit import fit_lookup, fit_weights, read_cases

    cases = []
    for database, as_of in shop_databases(dated_shops(shops)):
        cases.append(read_cases(database, as_of, horizon_days))
    weights = fit_weights(cases)
    out.mkdir(parents=True, exist_ok=True)
    weights.to_csv(out / "hobby__score_weights.csv", index=False)
    fit_lookup(cases, weights).to_csv(out / "hobby__probability_lookup.csv", index=False)
    click.echo(weights.to_string(index=False))
    click.echo(f"Wrote both tables to {out}. They count from the next dbt build on.")


def dated_shops(shops: Sequence[tuple[str, str]]) -> list[tuple[Path, date]]:
    """Read pairs of folder and date as the command line gives them.

    Raises:
        InputError: If one of the dates is none.
    """
    return [(Path(folder), _date(day)) for folder, day in shops]


def shop_databases(shops: Sequence[tuple[Path, date]]) -> Iterator[tuple[Path, date]]:
    """Build the scores of each folder and date in turn; each stands until the next is asked for.

    A folder's topics do not depend on the date, so its dates share a database.
    """
    from hobby_profiles.evaluation.scoring_build import build_scores

    folders = list(dict.fromkeys(folder for folder, _ in shops))
    with tempfile.TemporaryDirectory(prefix="hobby_profiles_") as work:
        for folder, as_of in shops:
            database = Path(work) / f"shop_{folders.index(folder)}.duckdb"
            build_scores(database, folder, as_of)
            click.echo(f"Built {folder} as of {as_of}.", err=True)
            yield database, as_of


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(
            f"{text!r} is not a date. Write FOLDER YYYY-MM-DD, such as shop 2024-06-30."
        ) from None
