"""``hobby-profiles learn``: renew what labels are learnt from, for those who change the memory."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="learn")
@click.option("--cache-dir", default=".hobby_cache", show_default=True, help="Folder for vectors.")
def command(cache_dir: str) -> None:
    """Learn from the shipped memory anew; takes some minutes and writes three shipped files."""
    from hobby_profiles.app import list_vectors
    from hobby_profiles.labels.embedded import shipping
    from hobby_profiles.labels.settings import LabelSettings

    settings = LabelSettings(cache_dir=Path(cache_dir))
    if shipping.are_vectors_fresh(settings):
        click.echo("The vectors that ship are fresh.")
    else:
        click.echo(f"Wrote the vectors of {shipping.record_vectors(settings):,} texts.")
    if list_vectors.share_missing(settings) == 0:
        click.echo("The vectors of the lists are fresh.")
    else:
        count = list_vectors.record_list_vectors(settings)
        click.echo(f"Wrote the vectors of {count:,} texts of the lists.")
    if shipping.is_lesson_fresh(settings):
        click.echo("What was learnt is fresh.")
    else:
        shipping.record_lesson(settings)
        click.echo("Wrote what was learnt.")
