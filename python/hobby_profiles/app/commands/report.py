"""``hobby-profiles report``: the whole result of a build as one HTML page."""

from __future__ import annotations

from pathlib import Path

import click

from hobby_profiles.app.built import Build, build_options
from hobby_profiles.core.errors import InputError
from hobby_profiles.report.lookup import find_user


@click.command(name="report")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("target/hobby_profiles_report.html"),
    show_default=True,
    help="File to write.",
)
@click.option("--user", "user_ids", multiple=True, help="Show this user's profile; repeatable.")
@click.option("--users", "user_count", default=9, show_default=True, help="Profiles to choose.")
@build_options
def command(output: Path, user_ids: tuple[str, ...], user_count: int, build: Build) -> None:
    """Write one self-contained HTML page: profiles, collections, audiences, taxonomy, funnel."""
    with build.opened() as warehouse:
        named = [find_user(warehouse, user_id) for user_id in user_ids]
        from hobby_profiles.report.page import render_page

        quality = output.parent / "data_docs" / "index.html"
        pages = quality.relative_to(output.parent).as_posix() if quality.exists() else ""
        page = render_page(warehouse, named, user_count, pages)
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(page, encoding="utf-8")
    except OSError as error:
        raise InputError(
            f"The report cannot be written to {output}: {error.strerror}. Name another file "
            f"with --output."
        ) from None
    size = len(page.encode()) / 1e6
    click.echo(f"Report: {output} ({size:.1f} MB, opens in any browser, no network needed)")
