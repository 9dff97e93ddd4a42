"""Journeys as commands and the report show them.

Enters: users or a journey. Leaves: rows. Nothing is worked out here but words and places.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from hobby_profiles.core.tables import Row, Warehouse

_SHOWN = 4


@dataclass(frozen=True)
class Span:
    """One journey on the timeline of the window.

    Attributes:
        line: Row of ``hobby__user_journeys``.
        stage: The stage in words.
        left: Where it begins, as a percentage of the window.
        width: How long it lasts, as a percentage of the window, at least 1.
    """

    line: Row
    stage: str
    left: float
    width: float


def read_timelines(warehouse: Warehouse, user_ids: Sequence[str]) -> dict[str, list[Span]]:
    """Return the first journeys of some users that have not ended, placed in the window."""
    [window] = warehouse.rows("select window_start_date, as_of_date from staging.stg_hobby__as_of")
    days = max((window.as_of_date - window.window_start_date).days, 1)
    found: dict[str, list[Span]] = defaultdict(list)
    for line in read_journeys(warehouse, user_ids):
        if line.stage == "ended" or len(found[line.user_id]) == _SHOWN:
            continue
        first = (line.first_event_at.date() - window.window_start_date).days
        last = (line.last_event_at.date() - window.window_start_date).days
        left, width = 100 * first / days, max(100 * (last - first) / days, 1.0)
        found[line.user_id].append(
            Span(line, stage_in_words(line), round(min(left, 99.0), 1), round(width, 1))
        )
    return dict(found)


def read_journeys(warehouse: Warehouse, user_ids: Sequence[str]) -> list[Row]:
    """Return the journeys of some users, each user's by rank."""
    return warehouse.rows(
        """
        select * from marts.hobby__user_journeys
        where user_id in (select unnest($user_ids::varchar[]))
        order by user_id, journey_rank
        """,
        {"user_ids": list(user_ids)},
    )


def read_keywords(warehouse: Warehouse, journey_id: str, most: int = 8) -> list[Row]:
    """Return the best keywords of a journey, with the events that carry them."""
    return warehouse.rows(
        """
        select keywords.keyword, keywords.event_count, keywords.user_event_count,
            keywords.name_score
        from journeys.int_hobby__journey_keywords as keywords
        inner join journeys.int_hobby__journey_lines as lines
            using (user_id, root_keyword, spell_number)
        where lines.journey_id = $journey_id and keywords.keyword_rank <= $most
        order by keywords.keyword_rank
        """,
        {"journey_id": journey_id, "most": most},
    )


def read_events(warehouse: Warehouse, journey_id: str) -> list[Row]:
    """Return the events of a journey with their products, newest first.

    Whatever is in a journey may be shown: a sensitive product has no keywords.
    """
    return warehouse.rows(
        """
        select events.event_date, events.amount, products.product_name
        from journeys.int_hobby__journey_events as events
        inner join staging.stg_hobby__products as products using (product_id)
        where events.journey_id = $journey_id
        order by events.event_at desc, events.event_id
        """,
        {"journey_id": journey_id},
    )


def read_terms(warehouse: Warehouse, journey_id: str) -> list[Row]:
    """Return what adds up to the log odds that a journey goes on: term, value, weight."""
    line = warehouse.rows(
        "select * from journeys.int_hobby__journey_lines where journey_id = $journey_id",
        {"journey_id": journey_id},
    )[0]
    weights = warehouse.rows("select term, weight from reference.hobby__journey_weights")
    return [
        Row(term=row.term, weight=row.weight, value=float(getattr(line, f"term_{row.term}", 1.0)))
        for row in weights
    ]


def stage_in_words(line: Row) -> str:
    """Say where a journey stands: its stage, and whether it lasts or comes back each year."""
    if line.is_seasonal:
        return f"{line.stage}, seasonal"
    return f"{line.stage}, evergreen" if line.is_evergreen else line.stage
