"""``hobby-profiles explain``: how one user's profile came about, from events to rank."""

from __future__ import annotations

import math

import click
from rich.console import Console
from rich.text import Text

from hobby_profiles.app.built import Build, build_options
from hobby_profiles.app.commands.journeys import print_journeys
from hobby_profiles.app.commands.recommended import print_preferences, print_recommendations
from hobby_profiles.core.tables import Row, Warehouse
from hobby_profiles.core.terminal import heading, make_console, make_table, name_with_others
from hobby_profiles.core.wording import (
    SCORE_TERMS,
    bar,
    count,
    money,
    one_line,
    percent,
    span,
)
from hobby_profiles.report import explanation, lookup, readings
from hobby_profiles.report.place import place_in_words


@click.command(name="explain")
@click.argument("user_id")
@click.option("--topic", help="Explain this topic: id, name or path; by default the first one.")
@click.option("--journeys", is_flag=True, help="Print the user's journeys instead.")
@click.option("--events", "event_limit", default=10, show_default=True, help="Events to list.")
@build_options
def command(
    user_id: str, topic: str | None, journeys: bool, event_limit: int, build: Build
) -> None:
    """Print how the profile of USER_ID came about: events, percentiles, scores, rank."""
    console = make_console()
    with build.opened() as warehouse:
        lookup.find_user(warehouse, user_id)
        if journeys:
            print_journeys(console, warehouse, user_id, event_limit)
            return
        settings = warehouse.settings()
        profile = readings.read_profiles(warehouse, [user_id])
        chosen = None
        if topic is not None or profile:
            chosen = lookup.find_topic(warehouse, topic or profile[0].topic_id, build.meaning)
            standing = explanation.read_standing(warehouse, user_id, chosen)
        _print_user(console, warehouse, user_id, profile)
        _print_personas(console, readings.read_personas(warehouse, [user_id]))
        print_preferences(console, warehouse, user_id)
        print_recommendations(console, warehouse, user_id, event_limit)
        if chosen is None:
            console.print("No topic is sure enough; explain any one of them with --topic.")
            return
        heading(console, f"Topic “{chosen.topic_name}”")
        console.print(chosen.topic_path, style="dim")
        _print_events(console, warehouse, standing, settings, event_limit)
        _print_scorecard(console, warehouse, standing, settings)
        _print_audience(console, standing, settings)
        _print_profile(console, warehouse, standing, settings)


def _print_user(console: Console, warehouse: Warehouse, user_id: str, profile: list[Row]) -> None:
    totals = readings.read_user_totals(warehouse, user_id)
    heading(console, f"User {user_id}", f"as of {totals.as_of_date:%d %b %Y}")
    console.print(
        f"{count(totals.event_count, 'event')} of {count(totals.product_count, 'product')}, "
        f"{money(totals.spend_amount)} spent, {span(totals.first_date, totals.last_date)}; "
        f"{totals.topic_event_count:,} of the events are in a topic, "
        f"{count(totals.topic_count, 'topic')} in all, {len(profile)} in the profile"
    )
    if not profile:
        return
    console.print()
    table = make_table(">#", "topic…", "confidence", ">score?", ">events?", ">spent", "when?")
    for row in profile:
        table.add_row(
            str(row.profile_rank),
            name_with_others(row.topic_name, row.also_names),
            f"{bar(row.confidence)} {row.confidence:.2f}",
            f"{row.profile_score:.3f}",
            f"{row.event_count:,}",
            money(row.spend_amount),
            span(row.first_event_at, row.last_event_at),
        )
    console.print(table)


def _print_personas(console: Console, personas: list[Row]) -> None:
    if not personas:
        return
    heading(console, "Personas", "types of customer that fit")
    table = make_table(">#", "persona, what speaks for it…", "affinity", "how sure")
    for row in personas:
        if row.topic_names:
            evidence = (
                f"{count(row.product_count, 'product')} in {row.topic_names}: "
                f"{one_line(row.sample_product_name)}"
            )
        elif row.habit:
            evidence = f"how the user buys: {row.habit}"
        else:
            evidence = "users who buy the same"
        table.add_row(
            str(row.persona_rank),
            Text.assemble((row.persona_name, "bold"), "\n", (evidence, "dim")),
            f"{bar(row.affinity)} {row.affinity:.2f}",
            f"{row.confidence:.2f}",
        )
    console.print(table)


def _print_events(
    console: Console,
    warehouse: Warehouse,
    standing: Row,
    settings: dict[str, str],
    limit: int,
) -> None:
    heading(
        console,
        "1. What the user did",
        f"a day counts once, half as much every {settings['half_life_days']} days",
    )
    events = explanation.read_topic_events(warehouse, standing.user_id, standing.topic_id)
    table = make_table("day", ">spent", ">days ago?", ">counts", "product…", "label (grade)?")
    for row in events[:limit]:
        table.add_row(
            f"{row.event_date:%Y-%m-%d}",
            money(row.amount),
            f"{row.age_days:,}",
            f"{row.counted_weight:.4f}" if row.counted_weight else "same day",
            one_line(row.product_name) if row.is_shown_product else "(sensitive, not shown)",
            f"{row.label} ({row.fit_grade})" if row.is_shown_product else "",
        )
    rest = events[limit:]
    if rest:
        table.add_row(
            f"{len(rest):,} older",
            money(sum(row.amount for row in rest)),
            "",
            f"{sum(row.counted_weight for row in rest):.4f}",
        )
    table.add_section()
    table.add_row(
        f"{standing.event_count:,} in all",
        money(standing.spend_amount),
        "",
        f"{standing.decayed_day_count:.4f}",
        f"{count(standing.product_count, 'product')}, {count(standing.active_day_count, 'day')}, "
        f"{percent(standing.spend_share)} of all spend",
    )
    console.print(table)


def _print_scorecard(
    console: Console, warehouse: Warehouse, standing: Row, settings: dict[str, str]
) -> None:
    heading(
        console,
        "2. How likely the user comes back to it",
        f"log odds of an event within {settings['horizon_days']} days, by fitted weights",
    )
    table = make_table("term", "what it is…?", ">value", ">weight", ">adds")
    for row in explanation.read_terms(warehouse, standing):
        table.add_row(
            row.term,
            SCORE_TERMS.get(row.term, ""),
            f"{row.term_value:.4f}",
            f"× {row.weight:g}",
            f"{row.contribution:+.4f}",
        )
    table.add_section()
    table.add_row("propensity", "sum: the log odds", "", "", f"{standing.propensity:+.4f}")
    console.print(table)
    console.print(
        f"→ purchase probability {percent(standing.purchase_probability)}, by what happened at "
        f"such log odds",
        style="bold",
    )


def _print_audience(console: Console, standing: Row, settings: dict[str, str]) -> None:
    size = count(standing.topic_user_count, "user")
    heading(console, "3. How good the user is for the topic", f"percentiles among its {size}")
    table = make_table("", "measured…", ">")
    for name, measured, percentile in (
        ("recency", f"last event {standing.recency_days} days ago", standing.recency_score),
        (
            "frequency",
            f"{standing.decayed_day_count:.2f} days, newer ones counting more",
            standing.frequency_score,
        ),
        ("monetary", f"{money(standing.capped_spend_amount)} spent", standing.monetary_score),
        ("propensity", f"{standing.propensity:.2f} log odds", standing.position),
    ):
        table.add_row(name, measured, f"{percentile:.4f}")
    table.add_section()
    users, prior = standing.topic_user_count, settings["scoring.thin_topic_users"]
    table.add_row(
        "audience score",
        f"({users} × {standing.position:.4f} + {prior} × {standing.purchase_probability:.4f})"
        f" / ({users} + {prior})",
        f"{standing.audience_score:.4f}",
    )
    console.print(table)
    console.print(
        f"→ rank {standing.audience_rank:,} of {standing.topic_user_count:,} in the topic's "
        f"audience",
        style="bold",
    )


def _print_profile(
    console: Console, warehouse: Warehouse, standing: Row, settings: dict[str, str]
) -> None:
    heading(console, "4. How much it is a part of the user, and how alive")
    line = explanation.read_line(warehouse, standing)
    table = make_table("term", "what it is…?", ">value", ">weight", ">adds")
    for term, weight in explanation.identity_terms(warehouse, standing):
        value, adds = f"{term.value:.4f}", f"{term.value * weight:+.4f}"
        table.add_row(term.name, term.reading, value, f"× {weight:g}", adds)
    table.add_section()
    log_odds = f"{standing.identity_log_odds:+.4f}"
    table.add_row("log odds", "sum", "", "", log_odds)
    table.add_row("identity score", "as a share", "", "", f"{standing.identity_score:.4f}")
    if line.confidence is not None:
        reading = f"less what one subtopic with {percent(line.child_share)} of them says better"
        table.add_row("confidence", reading, "", "", f"{line.confidence:.4f}")
    console.print(table)
    table = make_table("", "how…", ">")
    odds = f"{math.exp(standing.propensity):.4f}"
    table.add_row("odds", f"e^{standing.propensity:.4f}, of coming back", odds)
    for factor in explanation.score_factors(standing):
        table.add_row(factor.name, factor.reading, f"× {factor.value:.4f}")
    table.add_section()
    table.add_row("profile score", "odds / (1 + odds): how alive", f"{standing.profile_score:.4f}")
    console.print(table)
    console.print(f"→ {place_in_words(line, settings)}", style="bold")
