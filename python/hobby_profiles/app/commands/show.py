"""``hobby-profiles show``: the first result of a build, on the terminal."""

from __future__ import annotations

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from hobby_profiles.app.built import Build, build_options
from hobby_profiles.app.commands.recommended import print_recommendations
from hobby_profiles.core.tables import Row, Warehouse
from hobby_profiles.core.terminal import (
    heading,
    make_console,
    make_table,
    name_with_others,
    program,
)
from hobby_profiles.core.wording import (
    LABEL_SOURCES,
    NO_HUMAN_CHECK,
    STAGES,
    bar,
    count,
    money,
    one_line,
    percent,
    span,
    unlike_texts,
)
from hobby_profiles.report import labelling, lookup, readings
from hobby_profiles.report.choice import telling_topic, varied_users

_PROPOSED = 3


@click.command(name="show")
@click.option("--user", "user_ids", multiple=True, help="Show this user's profile; repeatable.")
@click.option("--topic", help="Show the audience of this topic; id, name, path or what means it.")
@click.option("--collection", help="The same of this collection; id, name or what means it.")
@click.option("--users", "user_count", default=3, show_default=True, help="Profiles to choose.")
@click.option("--rows", default=5, show_default=True, help="Users per audience.")
@build_options
def command(
    user_ids: tuple[str, ...],
    topic: str | None,
    collection: str | None,
    user_count: int,
    rows: int,
    build: Build,
) -> None:
    """Print the funnel, some profiles with evidence, a topic's and a collection's audience.

    With --user, --topic or --collection, only what is named.
    """
    console = make_console()
    with build.opened() as warehouse:
        if user_ids or topic or collection:
            named = [lookup.find_user(warehouse, user_id) for user_id in user_ids]
            _print_profiles(console, warehouse, readings.read_profiles(warehouse, named), named)
            if topic:
                found = lookup.find_topic(warehouse, topic, build.meaning)
                _print_reading(console, lookup.reading(topic, "topic", found.found))
                _print_topic(console, warehouse, found, rows)
            if collection:
                _print_collection(console, warehouse, collection, rows, build)
            return
        profiles = readings.read_profiles(warehouse, None)
        users = varied_users(profiles, user_count)
        _print_overview(console, warehouse)
        _print_profiles(console, warehouse, profiles, users)
        chosen = telling_topic(profiles, readings.read_topics(warehouse), users)
        if chosen is not None:
            _print_topic(console, warehouse, chosen, rows)
        _print_collection(console, warehouse, None, rows, build)
        _print_outlook(console, users)


def _print_overview(console: Console, warehouse: Warehouse) -> None:
    overview = readings.read_overview(warehouse)
    heading(console, overview.shop_name, f"as of {overview.as_of_date:%d %b %Y}")
    console.print(
        f"{count(overview.event_count, 'event')} of {count(overview.user_count, 'user')} since "
        f"{overview.window_start_date:%d %b %Y}, "
        f"{count(overview.profiled_user_count, 'user')} with a profile"
    )
    console.print(
        f"{count(overview.product_count, 'product')}, "
        f"{overview.labelled_product_count:,} of them in a topic"
        + (f"; amounts in {overview.currency}" if overview.currency else "")
    )
    heading(console, "Funnel", "from labels to topics")
    table = make_table("stage", ">count", ">of previous", "what…")
    for row in readings.read_funnel(warehouse):
        share = "" if row.share_of_previous is None else percent(row.share_of_previous)
        table.add_row(row.stage, f"{row.label_count:,}", share, STAGES.get(row.stage, ""))
    console.print(table)
    table = make_table(">products", ">share", "where their labels come from…")
    for row in labelling.read_label_sources(warehouse):
        words = LABEL_SOURCES.get(row.labeller, row.labeller)
        table.add_row(f"{row.product_count:,}", percent(row.share), words)
    console.print(table)
    console.print(NO_HUMAN_CHECK, style="dim")
    unlike = labelling.read_unlike_texts(warehouse)
    if unlike is not None:
        console.print(unlike_texts(**vars(unlike)), style="bold red")


def _print_profiles(
    console: Console, warehouse: Warehouse, profiles: list[Row], users: list[str]
) -> None:
    for user_id in users:
        _print_profile(console, user_id, [row for row in profiles if row.user_id == user_id])
        print_recommendations(console, warehouse, user_id, _PROPOSED)


def _print_profile(console: Console, user_id: str, lines: list[Row]) -> None:
    heading(console, f"Profile of user {user_id}", "" if len(lines) else "no topic is sure enough")
    if not lines:
        return
    table = make_table(">#", "topic, evidence and an example…", "how sure")
    for row in lines:
        evidence = (
            f"{count(row.product_count, 'product')}, {money(row.spend_amount)}, "
            f"{span(row.first_event_at, row.last_event_at)}: {one_line(row.sample_product_name)}"
        )
        name = name_with_others(row.topic_name, row.also_names)
        table.add_row(
            str(row.profile_rank),
            Text.assemble(name, "\n", (evidence, "dim")),
            f"{bar(row.confidence)} {row.confidence:.2f}",
        )
    console.print(table)


def _print_topic(console: Console, warehouse: Warehouse, topic: Row, rows: int) -> None:
    audience = readings.read_topic_audience(warehouse, topic.topic_id, rows)
    heading(
        console,
        f"Best users for the topic “{topic.topic_name}”",
        f"{count(topic.user_count, 'user')} engaged",
    )
    console.print(topic.topic_path, style="dim")
    table = make_table(
        *(">#", "user", "audience score", "affinity"),
        *(">events?", ">products?", ">spent", ">last, days ago?", "…"),
    )
    for row in audience:
        table.add_row(
            str(row.audience_rank),
            row.user_id,
            f"{bar(row.audience_score)} {row.audience_score:.2f}",
            row.affinity_band,
            f"{row.event_count:,}",
            f"{row.product_count:,}",
            money(row.spend_amount),
            f"{row.recency_days:,}",
            "",
        )
    console.print(table)


def _print_reading(console: Console, reading: str) -> None:
    if reading:
        console.print(reading, style="dim")


def _print_collection(
    console: Console, warehouse: Warehouse, name: str | None, rows: int, build: Build
) -> None:
    collections = readings.read_collections(warehouse)
    if name is None and not collections:
        return
    if name:
        chosen = lookup.find_collection(warehouse, name, build.meaning)
        _print_reading(console, lookup.reading(name, "collection", chosen.found))
    else:
        chosen = collections[0]
    audiences = readings.read_collection_audiences(warehouse, rows)
    members = [row for row in audiences if row.collection_id == chosen.collection_id]
    audience = [row for row in members if row.audience_type == "engaged"]
    prospects = [row for row in members if row.audience_type == "prospect"]
    heading(
        console,
        f"Best users for the collection “{chosen.collection_name}”",
        f"{count(chosen.audience_size, 'user')} · {count(chosen.prospect_count, 'prospect')} · "
        f"{count(chosen.product_count, 'product')}",
    )
    table = make_table(">#", "user", "audience score", "affinity", ">events?", "because of…")
    for row in audience:
        table.add_row(
            str(row.audience_rank),
            row.user_id,
            f"{bar(row.audience_score)} {row.audience_score:.2f}",
            row.affinity_band,
            f"{row.event_count:,}",
            row.reason_name,
        )
    console.print(table)
    if prospects:
        names = ", ".join(f"{row.user_id} ({row.related_topic_names})" for row in prospects)
        console.print(f"First prospects, who have nothing of it yet, and why: {names}", style="dim")


def _print_outlook(console: Console, users: list[str]) -> None:
    heading(console, "Look further")
    example = users[0] if users else "USER_ID"
    table = Table.grid(padding=(0, 3, 0, 0))
    for typed, given in (
        (f"explain {example}", "how this profile came about, number by number"),
        ("show --topic NAME", "the best users of any topic"),
        ("report", "the whole result on one page"),
    ):
        table.add_row(f"  {program()} {typed}", given)
    console.print(table)
