"""``hobby-profiles doctor``: what a build would find in the inputs, before it runs."""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import click
import yaml
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from hobby_profiles.app.built import Build, build_options
from hobby_profiles.app.project import llm_settings, project_vars
from hobby_profiles.core.terminal import heading, make_console
from hobby_profiles.core.wording import count

if TYPE_CHECKING:
    from hobby_profiles.app.doctor.checks import Finding


@click.command(name="doctor")
@build_options
@click.option("--vars", "given", default="", help="Variables, as after `dbt build --vars`.")
def command(build: Build, given: str) -> None:
    """Read the inputs as a build would; say what is missing, mistyped or suspicious.

    Nothing is written. Exits with 1 if a build would fail.
    """
    from hobby_profiles.app.doctor.checks import Finding, findings
    from hobby_profiles.app.doctor.cost import cost_of
    from hobby_profiles.app.doctor.inputs import read_inputs, thresholds

    console = make_console()
    console.print("Having dbt read the project ...", style="dim")
    variables = project_vars(build.project_dir, given)
    cost = None
    with read_inputs(build, given) as inputs:
        found = findings(inputs, thresholds(variables))
        if not {"products", "events"} & inputs.problems.keys():
            cost = cost_of(inputs, llm_settings(build.project_dir, variables), variables)
    unlike = _versions_apart(build.project_dir)
    if unlike:
        found.insert(0, Finding("look", "hobby_profiles", unlike))
    _print_findings(console, found)
    if cost is not None:
        heading(console, "A first build takes", "by measured builds on two cores")
        console.print(
            f"about {max(1, round(cost.seconds / 60))} min and {cost.gigabytes:.1f} GB for "
            f"{count(cost.text_count, 'product text')} and {count(cost.event_count, 'event')}"
        )
        calls = sum(row.calls for row in cost.asked)
        dollars = [row.cost_usd for row in cost.asked]
        price = "" if None in dollars else f", {sum(filter(None, dollars)):,.2f} US dollars"
        console.print(
            f"{count(calls, 'model call')}{price}; topics are named once they are there"
            if cost.asked
            else "no model calls: everything is set to embedded"
        )
    stops = sum(row.weight == "stop" for row in found)
    looks = sum(row.weight == "look" for row in found)
    console.print()
    console.print(
        f"{count(stops, 'reason')} to stop, {count(looks, 'thing')} to look at.",
        style="bold red" if stops else "bold",
    )
    if stops:
        sys.exit(1)


def _print_findings(console: Console, found: list[Finding]) -> None:
    styles = {"stop": "bold red", "look": "yellow", "fine": ""}
    heading(console, "Inputs", "stop: a build fails; look: a person should look")
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    for name in ("", "input", "what was found", "feeds"):
        table.add_column(name, overflow="fold")
    for row in found:
        table.add_row(row.weight, row.where, row.what, row.feeds, style=styles[row.weight])
    console.print(table)


def _versions_apart(project_dir: Path) -> str:
    """Say so if the dbt package and the Python distribution are of two versions."""
    file = project_dir / "dbt_packages" / "hobby_profiles" / "dbt_project.yml"
    if not file.is_file():
        return ""
    package = str(yaml.safe_load(file.read_text(encoding="utf-8")).get("version"))
    ours = version("hobby-profiles")
    if package == ours:
        return ""
    return (
        f"the dbt package is version {package}, the Python distribution {ours}: install one of "
        "the other's version"
    )
