"""``hobby-profiles explain USER --journeys``: what a user is in the middle of, and why."""

from __future__ import annotations

from rich.console import Console

from hobby_profiles.core.tables import Row, Warehouse
from hobby_profiles.core.terminal import heading, make_table
from hobby_profiles.core.wording import JOURNEY_TERMS, bar, count, money, one_line, span
from hobby_profiles.report import journeys


def print_journeys(console: Console, warehouse: Warehouse, user_id: str, limit: int) -> None:
    """Print a user's journeys by rank, and how the first came about."""
    lines = journeys.read_journeys(warehouse, [user_id])
    heading(console, f"Journeys of user {user_id}", count(len(lines), "journey"))
    if not lines:
        console.print("Nothing the user did is enough of one thing; see docs/journeys.md.")
        return
    table = make_table(
        ">#", "journey…", "goes on", "stage", ">events", ">spent", "when", "keywords…"
    )
    for row in lines:
        table.add_row(
            str(row.journey_rank),
            row.journey_name,
            f"{bar(row.confidence)} {row.confidence:.2f}",
            journeys.stage_in_words(row),
            f"{row.event_count:,}",
            money(row.spend_amount),
            span(row.first_event_at, row.last_event_at),
        )
    console.print(table)
    _print_first(console, warehouse, lines[0], limit)


def _print_first(console: Console, warehouse: Warehouse, line: Row, limit: int) -> None:
    heading(console, f"1. Why “{line.journey_name}”", "keywords that tell its events apart")
    table = make_table("keyword…", ">its events", ">all the user's", ">tells")
    for row in journeys.read_keywords(warehouse, line.journey_id):
        table.add_row(
            row.keyword, f"{row.event_count}", f"{row.user_event_count}", f"{row.name_score:.4f}"
        )
    console.print(table)
    heading(console, "2. Its events", f"{line.event_count:,} in all, newest first")
    table = make_table("day", ">spent", "product…")
    for row in journeys.read_events(warehouse, line.journey_id)[:limit]:
        table.add_row(f"{row.event_date:%Y-%m-%d}", money(row.amount), one_line(row.product_name))
    console.print(table)
    heading(console, "3. Whether it goes on", "log odds of an event within the horizon")
    table = make_table("term", "what it is…", ">value", ">weight", ">adds")
    for term in journeys.read_terms(warehouse, line.journey_id):
        table.add_row(
            term.term,
            JOURNEY_TERMS.get(term.term, ""),
            f"{term.value:.4f}",
            f"× {term.weight:g}",
            f"{term.value * term.weight:+.4f}",
        )
    table.add_section()
    table.add_row("confidence", "as a share", "", "", f"{line.confidence:.4f}")
    console.print(table)
