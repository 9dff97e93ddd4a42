"""Journeys as commands and the report show them.

Enters: users or a journey. Leaves: rows. Nothing is worked out here but words and places.
"""

from __future__ import annotations

from collections.abc import Sequence

from hobby_profiles.core.tables import Row, Warehouse


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
