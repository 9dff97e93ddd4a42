"""Suites over what is read from profiles: journeys, personas, preferences, recommendations."""

from __future__ import annotations

from hobby_profiles.quality.suite import TableSuite, in_range, key, present, scores


def reading_suites() -> list[TableSuite]:
    """Return the suites over journeys, personas, preferences and recommendations."""
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
        TableSuite(
            name="marts.hobby__user_preferences",
            about="One row per user, attribute and value.",
            sql="select * from marts.hobby__user_preferences",
            sample_by="user_id",
            expectations=[
                *key("user_id", "attribute", "value"),
                *in_range(1, None, "evidence_count"),
                *in_range(0, None, "lift"),
                *scores("share", "shop_share", "confidence"),
            ],
        ),
        TableSuite(
            name="marts.hobby__user_recommendations",
            about="One row per user and recommended product, best first.",
            sql="select * from marts.hobby__user_recommendations",
            sample_by="user_id",
            expectations=[
                *key("user_id", "recommendation_rank"),
                *key("user_id", "product_id"),
                *present("product_name", "source", "reason"),
                *in_range(1, None, "recommendation_rank"),
                *in_range(0, None, "score"),
            ],
        ),
    ]
