"""``hobby-profiles evaluate fit``: fit the scorecards on what people did."""

from __future__ import annotations

from pathlib import Path

import click

from hobby_profiles.app.evaluate.options.scores import (
    dated_shops,
    horizon_option,
    shop_databases,
    shops_option,
)

_SEEDS = Path("seeds/reference")


@click.command()
@shops_option("--on", "shops", "Input folder and last day the terms may know")
@horizon_option
@click.option(
    "--out",
    default=_SEEDS,
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for hobby__score_weights.csv and hobby__probability_lookup.csv.",
)
def command(shops: tuple[tuple[str, str], ...], horizon_days: int, out: Path) -> None:
    """Fit score weights and probabilities, and write the two seeds the marts read."""
    from hobby_profiles.evaluation.scores.fit import fit_lookup, fit_weights, read_cases

    cases = []
    for database, as_of in shop_databases(dated_shops(shops)):
        cases.append(read_cases(database, as_of, horizon_days))
    weights = fit_weights(cases)
    out.mkdir(parents=True, exist_ok=True)
    weights.to_csv(out / "hobby__score_weights.csv", index=False)
    fit_lookup(cases, weights).to_csv(out / "hobby__probability_lookup.csv", index=False)
    click.echo(weights.to_string(index=False))
    click.echo(f"Wrote both tables to {out}. They count from the next dbt build on.")
