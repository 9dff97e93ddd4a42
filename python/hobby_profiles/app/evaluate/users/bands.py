"""``hobby-profiles evaluate bands``: do the high buy again more often than the low?"""

from __future__ import annotations

import click

from hobby_profiles.app.evaluate.options.scores import (
    dated_shops,
    horizon_option,
    shop_databases,
    shops_option,
)


@click.command()
@shops_option("--on", "shops", "Input folder and last day the edges are fitted on")
@shops_option("--at", "others", "Input folder and last day they are measured at")
@horizon_option
def command(
    shops: tuple[tuple[str, str], ...], others: tuple[tuple[str, str], ...], horizon_days: int
) -> None:
    """Fit the edges of affinity bands on some shops, and measure them at others."""
    from hobby_profiles.evaluation.scores.bands import band_shares, fit_days, fit_edges, read_pairs

    pairs = []
    for (name, day), (database, as_of) in zip(
        shops, shop_databases(dated_shops(shops)), strict=True
    ):
        pairs.append(read_pairs(database, as_of, horizon_days))
        days = {key: round(value, 2) for key, value in fit_days(pairs[-1]).items()}
        click.echo(f"{name}, {day}: {days}")
    edges = fit_edges(pairs)
    click.echo(f"Edges: {edges}")
    for (name, day), (database, as_of) in zip(
        others, shop_databases(dated_shops(others)), strict=True
    ):
        shares = band_shares(read_pairs(database, as_of, horizon_days), edges)
        click.echo(f"{name}, {day}:\n{shares.round(3).to_string()}")
