"""What the page of people reads; it is shown only where single users may be."""

from __future__ import annotations

import pandas as pd

from hobby_profiles.core.tables import Row, Warehouse

_MOST = 12


def read_best(warehouse: Warehouse, topic_id: str) -> list[str]:
    """Return the best users of a topic."""
    rows = warehouse.rows(
        """
        select user_id from marts.hobby__topic_audiences
        where topic_id = $topic_id order by audience_rank limit $most
        """,
        {"topic_id": topic_id, "most": _MOST},
    )
    return [row.user_id for row in rows]


def read_user(warehouse: Warehouse, user_id: str) -> Row | None:
    """Return a user with events in the window; None if there is none."""
    rows = warehouse.rows(
        "select * from marts.hobby__users where user_id = $user_id", {"user_id": user_id}
    )
    return rows[0] if rows else None


def read_near(warehouse: Warehouse, asked: str) -> pd.DataFrame:
    """Return users whose ids are most like what is asked for, or those with most in profile."""
    return warehouse.frame(
        """
        select user_id, profile_topic_count as topic_count, event_count, product_count,
            spend_amount, recency_days
        from marts.hobby__users
        order by
            case when $asked = '' then 0 else levenshtein(left(user_id, 64), $asked) end,
            profile_topic_count desc, event_count desc, user_id
        limit $most
        """,
        {"asked": asked[:64], "most": _MOST},
    )


def read_profile(warehouse: Warehouse, user_id: str) -> pd.DataFrame:
    """Return the lines of a user's profile with their evidence."""
    return warehouse.frame(
        """
        select profiles.topic_id, profiles.profile_rank, profiles.topic_name, profiles.also_names,
            profiles.confidence,
            profiles.identity_score, profiles.profile_score, profiles.is_ongoing,
            profiles.product_count, profiles.event_count, profiles.spend_amount,
            profiles.first_event_at, profiles.last_event_at, profiles.sample_product_name
        from marts.hobby__user_profiles as profiles
        inner join marts.hobby__topics as topics on profiles.topic_id = topics.topic_id
        where profiles.user_id = $user_id and not topics.is_sensitive
        order by profiles.profile_rank
        """,
        {"user_id": user_id},
    )


def read_standings(warehouse: Warehouse, user_id: str) -> pd.DataFrame:
    """Return all topics of a user that may be shown, the most likely ones first."""
    return warehouse.frame(
        """
        select scores.topic_id, topics.topic_name, topics.topic_path
        from marts.hobby__user_topic_scores as scores
        inner join marts.hobby__topics as topics on scores.topic_id = topics.topic_id
        where scores.user_id = $user_id and not topics.is_sensitive
        order by scores.identity_score desc, scores.profile_score desc, topics.topic_id
        limit 200
        """,
        {"user_id": user_id},
    )


def read_standing(warehouse: Warehouse, user_id: str, topic_id: str) -> Row | None:
    """Return all numbers of one user in one topic."""
    rows = warehouse.rows(
        """
        select scores.*, summary.user_count as topic_user_count
        from marts.hobby__user_topic_scores as scores
        inner join marts.hobby__topic_summary as summary on scores.topic_id = summary.topic_id
        inner join marts.hobby__topics as topics on scores.topic_id = topics.topic_id
        where scores.user_id = $user_id and scores.topic_id = $topic_id
            and not topics.is_sensitive
        """,
        {"user_id": user_id, "topic_id": topic_id},
    )
    return rows[0] if rows else None


def read_journeys(warehouse: Warehouse, user_id: str) -> pd.DataFrame:
    """Return the journeys of a user, the best first."""
    return warehouse.frame(
        """
        select journey_name, stage, confidence, event_count, product_count, first_event_at,
            last_event_at, keywords
        from marts.hobby__user_journeys
        where user_id = $user_id order by stage = 'ended', journey_rank limit $most
        """,
        {"user_id": user_id, "most": _MOST},
    )


def read_personas(warehouse: Warehouse, user_id: str) -> pd.DataFrame:
    """Return the personas of a user with what speaks for each."""
    return warehouse.frame(
        """
        select persona_name, affinity, confidence,
            coalesce(topic_names, 'how the user buys: ' || habit, 'users who buy the same')
                as reason,
            sample_product_name
        from marts.hobby__user_personas
        where user_id = $user_id order by persona_rank
        """,
        {"user_id": user_id},
    )


def read_recommendations(warehouse: Warehouse, user_id: str) -> pd.DataFrame:
    """Return the first recommendations of a user with their reasons."""
    return warehouse.frame(
        """
        select recommendation_rank, product_name, reason, source, score
        from marts.hobby__user_recommendations
        where user_id = $user_id order by recommendation_rank limit $most
        """,
        {"user_id": user_id, "most": _MOST},
    )


def read_collections(warehouse: Warehouse, user_id: str) -> pd.DataFrame:
    """Return the collections of a user, the best first."""
    return warehouse.frame(
        """
        select collections.collection_id, collections.collection_name, found.collection_score
        from marts.hobby__user_collections as found
        inner join marts.hobby__collections as collections
            on found.collection_id = collections.collection_id
        where found.user_id = $user_id order by found.collection_rank
        """,
        {"user_id": user_id},
    )
