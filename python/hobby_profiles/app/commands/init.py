"""``hobby-profiles init``: the first lines of a shop's own dbt project."""

from __future__ import annotations

from pathlib import Path

import click

from hobby_profiles.app.built import Build
from hobby_profiles.core.errors import InputError
from hobby_profiles.core.terminal import heading, make_console, make_table, print_lines


@click.command(name="init")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--events", required=True, metavar="TABLE", help="Who bought what and when.")
@click.option(
    "--products",
    metavar="TABLE",
    help="Products and their names; without it they are read off the events.",
)
@click.option("--users", metavar="TABLE", help="Consent and deletions; without it all consent.")
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="INPUT.COLUMN=YOURS",
    help="Which column of yours is one of the input's, where names do not tell; repeatable.",
)
@click.option("--encoding", default="", help="Of CSV files; by default utf-8 or utf-16.")
@click.option(
    "--package",
    default="",
    help="Folder or git address that dbt gets the models from; by default what pip installed from.",
)
@click.option("--revision", default="", help="Tag or commit of that git repository.")
def command(
    folder: Path,
    events: str,
    products: str | None,
    users: str | None,
    columns: tuple[str, ...],
    encoding: str,
    package: str,
    revision: str,
) -> None:
    """Write what a dbt project of your own needs to have this one installed, in FOLDER.

    A TABLE is a .csv, .tsv or .parquet file, a folder of such parts, a model or seed of the
    project, or schema.table of its database. Columns are found by their names. What is there
    already stays as it is: lines for such files are printed instead.
    """
    from hobby_profiles.app.init.package import dbt_package
    from hobby_profiles.app.init.plan import make_plan
    from hobby_profiles.app.init.tables import find_table

    build = Build(folder)
    console = make_console()
    given = {"products": products, "events": events, "users": users}
    tables = {name: find_table(named, build, encoding) for name, named in given.items() if named}
    plan = make_plan(build, tables, _chosen(columns), dbt_package(package, revision))
    for file, text in plan.files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    heading(console, "Columns", "change them in the models, or name them with --column")
    table = make_table("input", "column", "yours", "of…")
    for name, model in plan.models.items():
        for column, source in model.columns.items():
            table.add_row(name, column, source, model.table.name)
    console.print(table)
    print_lines(console, dict.fromkeys(f"Read: {table.stated}" for table in tables.values()))
    if "users" not in plan.models:
        console.print(
            "No table of users: nobody refuses and nobody is deleted. Name one with --users.",
            style="dim",
        )
    heading(console, "Written")
    print_lines(console, (str(file) for file in plan.files))
    for file, text in plan.to_add.items():
        heading(console, f"Add to {file}", "it is there already and stays as it is")
        print_lines(console, text.splitlines())
    heading(console, "Next")
    print_lines(console, plan.next_steps)


def _chosen(columns: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """Take ``events.user_id=Kunde`` apart: the shop's columns by input and column."""
    chosen: dict[str, dict[str, str]] = {"products": {}, "events": {}, "users": {}}
    for given in columns:
        place, equals, source = given.partition("=")
        name, dot, column = place.partition(".")
        if not (equals and dot) or name not in chosen:
            raise InputError(
                f"--column {given} does not read INPUT.COLUMN=YOURS, such as "
                f"events.user_id=Kunde. INPUT is one of: {', '.join(chosen)}."
            )
        chosen[name][column] = source
    return chosen
