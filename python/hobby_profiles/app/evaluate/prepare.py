"""``hobby-profiles evaluate prepare``: write a public data set as an input folder."""

from __future__ import annotations

from pathlib import Path

import click

from hobby_profiles.evaluation.common.datasets import DATA_SETS


@click.command()
@click.argument("name", type=click.Choice(sorted(DATA_SETS)))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--source",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the original files, where no installed package carries them.",
)
@click.option(
    "--simple-labels",
    is_flag=True,
    help="Also bring one plain label a product, so that scores can be measured without labelling.",
)
def command(name: str, folder: Path, source: Path | None, simple_labels: bool) -> None:
    """Write the public data set NAME to FOLDER, in the documented input columns."""
    DATA_SETS[name](folder, source, simple_labels=simple_labels)
    click.echo(
        f"Wrote {name} to {folder}. Measure on it with: "
        f"hobby-profiles evaluate profiles --data-dir {folder} --as-of DATE"
    )
