"""``hobby-profiles handover``: what a cluster needs to build the user side."""

from __future__ import annotations

from pathlib import Path

import click

from hobby_profiles.app.built import Build, build_options
from hobby_profiles.app.handover.user_side import user_side
from hobby_profiles.app.handover.write import settings_of, write_handover
from hobby_profiles.core.errors import InputError


@click.command(name="handover")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--location",
    default="",
    help="Where the cluster reads FOLDER, such as s3a://bucket/shop; by default on its own disk.",
)
@build_options
def command(folder: Path, location: str, build: Build) -> None:
    """Write what a Spark cluster needs to build the user side into FOLDER.

    The tables it reads as Parquet, register.sql, which makes tables of them, build.sh, the dbt
    command, and publish.sql, which writes the marts as Parquet. See docs/scale.md.
    """
    with build.opened() as warehouse:
        nodes = build.nodes()
        if not nodes:
            raise InputError(
                f"There is no {build.target_folder / 'manifest.json'}, which says what the user "
                "side is. Run dbt build, in the folder of your dbt project."
            )
        settings = settings_of(warehouse)
        rows = write_handover(
            warehouse,
            user_side(nodes),
            folder,
            shop=str(settings["hobby__shop_name"]),
            settings=settings,
            location=location,
        )
    click.echo(
        f"Handed over {len(rows)} tables, {sum(rows.values()):,} rows: {folder}\n"
        "On the cluster: spark-sql -f register.sql; sh build.sh --target spark; "
        "spark-sql -f publish.sql"
    )
