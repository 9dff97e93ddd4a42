"""``hobby-profiles validate``: run the quality suites on the last build."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console

from hobby_profiles.app.built import Build, build_options
from hobby_profiles.core.progress import progress
from hobby_profiles.core.terminal import heading, make_console, make_table
from hobby_profiles.core.wording import count

if TYPE_CHECKING:
    from hobby_profiles.quality.validation import Finding, SuiteOutcome


@click.command(name="validate")
@click.option(
    "--docs",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("target/data_docs"),
    show_default=True,
    help="Folder that the pages are written to.",
)
@click.option(
    "--max-rows",
    type=click.IntRange(min=1),
    default=1_000_000,
    show_default=True,
    help="Rows to read per table; of a larger table a part, the same every time.",
)
@build_options
def command(docs: Path, max_rows: int, build: Build) -> None:
    """Check inputs and marts of the last build; write pages; exit with 1 if a check fails."""
    console = make_console()
    with build.opened() as warehouse:
        console.print("Loading Great Expectations ...", style="dim")
        # Must be set before the import: nothing is sent to anybody.
        os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
        from hobby_profiles.quality.data_docs import finish_pages
        from hobby_profiles.quality.validation import all_suites, validate

        started = time.monotonic()
        suites = all_suites(warehouse)
        outcomes = []
        with progress("Validating", len(suites), unit="tables") as advance:
            for outcome in validate(warehouse, suites, docs, max_rows=max_rows):
                outcomes.append(outcome)
                advance(1)
        index = finish_pages(docs, outcomes)
    _print_outcomes(console, outcomes, time.monotonic() - started)
    failures = [finding for outcome in outcomes for finding in outcome.failures]
    warnings = [finding for outcome in outcomes for finding in outcome.warnings]
    _print_findings(console, "Failed", failures, "bold red")
    _print_findings(console, "Worth a look", warnings, "bold yellow")
    console.print()
    console.print(f"Pages: {index}")
    if failures:
        sys.exit(1)


def _print_outcomes(console: Console, outcomes: list[SuiteOutcome], seconds: float) -> None:
    checks = sum(outcome.check_count for outcome in outcomes)
    heading(
        console,
        "Data quality",
        f"{count(checks, 'check')} on {count(len(outcomes), 'table')} in {seconds:.1f} s",
    )
    table = make_table("table", ">rows", ">read", ">checks", ">failed", ">warnings", "…")
    for outcome in outcomes:
        table.add_row(
            outcome.suite.name,
            f"{outcome.row_count:,}",
            f"{outcome.read_count:,}",
            str(outcome.check_count),
            str(len(outcome.failures)),
            str(len(outcome.warnings)),
            "",
        )
    console.print(table)


def _print_findings(console: Console, title: str, findings: list[Finding], style: str) -> None:
    if not findings:
        return
    console.print()
    console.print(f"{title}:", style=style)
    for finding in findings:
        console.print(f"  {finding.suite}: {finding.what}")
        console.print(f"    {finding.observed}", style="dim")
