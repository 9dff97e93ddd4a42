"""Suites over what is read from profiles: journeys and personas."""

from __future__ import annotations

from hobby_profiles.quality.suite import TableSuite, in_range, key, present, scores


def reading_suites() -> list[TableSuite]:
    """Return the suites over journeys and personas."""
    return [
        TableSuite(
            name="marts.hobby__user_journeys",
            about="One row per user and journey, best first.",
            sql="select * from marts.hobby__user_journeys",
            sample_by="user_id",
            expectations=[
                *key("user_id", "journey_rank"),
                *key("user_id", "journey_id"),
                *present("journey_name", "stage"),
                *in_range(1, None, "journey_rank", "event_count", "product_count"),
                *scores("journey_score", "confidence"),
            ],
        ),
        TableSuite(
            name="marts.hobby__user_personas",
            about="One row per user and persona, best first.",
            sql="select * from marts.hobby__user_personas",
            sample_by="user_id",
            expectations=[
                *key("user_id", "persona_rank"),
                *key("user_id", "persona_id"),
                *present("persona_name"),
                *in_range(1, None, "persona_rank"),
                *scores("affinity", "confidence"),
            ],
        ),
    ]
