"""``hobby-profiles audience``: who to send to, how many, and why."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import pandas as pd
from rich.console import Console

from hobby_profiles.app.built import Build, build_options
from hobby_profiles.campaigns.export import export_audience, refuse_small, told_of
from hobby_profiles.campaigns.names import find_rule
from hobby_profiles.campaigns.rules import BANDS, Rule, Terms, audience_sql
from hobby_profiles.core.errors import InputError
from hobby_profiles.core.tables import Warehouse
from hobby_profiles.core.terminal import heading, make_console, make_table, program
from hobby_profiles.core.wording import count

_LISTS = ("--any", "--all", "--not")


class ListCommand(click.Command):
    """A command whose ``--any``, ``--all`` and ``--not`` each take several names."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Repeat the option before each further name."""
        spread: list[str] = []
        current = ""
        for place, word in enumerate(args):
            if word.startswith("--"):
                current = word if word in _LISTS else ""
            elif current and args[place - 1] != current:
                spread.append(current)
            spread.append(word)
        return super().parse_args(ctx, spread)


class Share(click.ParamType[float]):
    """A share as 10% or 0.1."""

    name = "share"

    def convert(self, value: Any, param: Any, ctx: Any) -> float:
        """Return the share in [0,1]."""
        if isinstance(value, float):
            return value
        text = str(value).strip()
        try:
            share = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
        except ValueError:
            share = -1.0
        if not 0 <= share <= 1:
            self.fail(f"{value!r} is no share; say 10% or 0.1.", param, ctx)
        return share


@click.command(name="audience", cls=ListCommand)
@click.option("--any", "any_of", multiple=True, metavar="NAME...", help="One of these is enough.")
@click.option("--all", "all_of", multiple=True, metavar="NAME...", help="Each of these is needed.")
@click.option("--not", "none_of", multiple=True, metavar="NAME...", help="None of these.")
@click.option(
    "--min-affinity",
    type=click.Choice(BANDS),
    default="low",
    show_default=True,
    help="Lowest band that meets --any and --all.",
)
@click.option("--holdout", type=Share(), help="Share held out, such as 10%; as built.")
@click.option("--suppress-days", type=click.IntRange(min=0), help="Days since a message; as built.")
@click.option(
    "--name", default="audience", show_default=True, help="The campaign; draws who is held out."
)
@click.option(
    "--export",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File for who is sent to, .csv or .parquet, with a manifest beside it.",
)
@build_options
def command(
    any_of: tuple[str, ...],
    all_of: tuple[str, ...],
    none_of: tuple[str, ...],
    min_affinity: str,
    holdout: float | None,
    suppress_days: int | None,
    name: str,
    export: Path | None,
    build: Build,
) -> None:
    """Find the users of topics, collections, personas, brands and journeys, by their names.

    Names are topics, or what kind:name says: collection:campfire, persona:readers, brand:lego,
    journey:crochet.
    """
    if not any_of and not all_of:
        raise InputError(f'Say whom to find, such as: {program()} audience --any "80s nostalgia"')
    console = make_console()
    with build.opened() as warehouse:
        settings = warehouse.settings()
        terms = Terms.of_build(settings, name, holdout, suppress_days)
        rules = []
        for clause, asked, least in (
            *(("any", asked, min_affinity) for asked in any_of),
            *(("all", asked, min_affinity) for asked in all_of),
            *(("not", asked, "low") for asked in none_of),
        ):
            rule, reading = find_rule(warehouse, clause, asked, least, build.meaning)
            rules.append(rule)
            if reading:
                console.print(reading, style="dim")
        sql = audience_sql(rules, terms)
        audience = warehouse.frame(sql)
        _print_sizes(console, warehouse, audience, rules, terms)
        console.print(f"\n{warehouse.named(sql)};", style="dim", soft_wrap=True)
        refuse_small(len(audience), settings)
        if export is not None:
            [as_of] = warehouse.rows("select as_of_date as day from staging.stg_hobby__as_of")
            told = told_of(rules, terms, as_of.day, warehouse.named(sql))
            for file in export_audience(audience, export, told)["files"]:
                console.print(f"Wrote {count(file['rows'], 'row')}: {export.parent / file['file']}")


def _print_sizes(
    console: Console, warehouse: Warehouse, audience: pd.DataFrame, rules: list[Rule], terms: Terms
) -> None:
    suppressed = audience["is_suppressed"].to_numpy(bool)
    held_out = audience["is_holdout"].to_numpy(bool) & ~suppressed
    sent = int((~suppressed & ~held_out).sum())
    heading(
        console,
        f"Audience of {count(len(audience), 'user')}",
        f"{sent:,} to send to · {int(held_out.sum()):,} held out · "
        f"{int(suppressed.sum()):,} suppressed",
    )
    table = make_table("rule…", ">high", ">medium or better", ">low or better")
    table.add_row("all rules together", *_reach(audience))
    for rule in sorted(rules):
        alone = Rule("any", rule.kind, rule.name, "low", rule.ids)
        reach = _reach(warehouse.frame(audience_sql([alone], terms)))
        table.add_row(f"{rule.clause} {rule.kind} {rule.name} ({rule.min_affinity})", *reach)
    console.print(table)
    others = warehouse.rows(
        """
        select campaign_id, count(*) as shared_count from marts.hobby__campaign_audiences
        where list_contains($users, user_id) and campaign_id <> $campaign
        group by campaign_id order by shared_count desc, campaign_id limit 5
        """,
        {"users": audience["user_id"].tolist(), "campaign": terms.campaign},
    )
    if others:
        shared = ", ".join(f"{row.campaign_id} ({row.shared_count:,})" for row in others)
        console.print(f"Also in other campaigns: {shared}", style="dim")


def _reach(audience: pd.DataFrame) -> list[str]:
    counts = audience["affinity_band"].value_counts()
    sizes = [int(counts.get(band, 0)) for band in BANDS]
    return [f"{sum(sizes[: place + 1]):,}" for place in range(len(BANDS))]
