"""``hobby-profiles publish``: the marts as Parquet, read while a build runs."""

from __future__ import annotations

from pathlib import Path

import click

from hobby_profiles.app.built import Build, build_options
from hobby_profiles.campaigns.publish import publish_marts


@click.command(name="publish")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@build_options
def command(folder: Path, build: Build) -> None:
    """Write all marts into FOLDER: a Parquet file each, and views.sql that reads them.

    FOLDER turns to the new files in one step, so that a reader never sees half of them.
    """
    with build.opened() as warehouse:
        tables = publish_marts(warehouse, warehouse.marts(), folder)
    click.echo(f"Published {len(tables)} marts: {folder} (views.sql reads them in DuckDB)")
