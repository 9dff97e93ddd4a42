"""What a build says of the users of a reference: topics, products, lines."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from hobby_profiles.core.errors import InputError
from hobby_profiles.core.tables import open_warehouse

_TOPICS = """
    select
        scores.user_id,
        scores.topic_id,
        topics.topic_name,
        topics.is_leaf,
        scores.product_count,
        scores.event_count,
        scores.spend_amount::double as spend_amount,
        scores.last_event_at,
        scores.profile_score
    from marts.hobby__user_topic_scores as scores
    inner join marts.hobby__topics as topics
        on scores.topic_id = topics.topic_id
    where scores.user_id in (select unnest($users))
    order by scores.user_id, scores.topic_id
"""
_LABELS = """
    select distinct
        events.user_id,
        events.topic_id,
        events.product_id,
        product_topics.label
    from engagement.int_hobby__topic_events as events
    inner join marts.hobby__topic_ancestors as ancestors
        on events.topic_id = ancestors.ancestor_topic_id
    inner join marts.hobby__product_topics as product_topics
        on
            ancestors.topic_id = product_topics.topic_id
            and events.product_id = product_topics.product_id
    where events.user_id in (select unnest($users))
    order by all
"""
_LINES = """
    select user_id, topic_id, profile_rank, confidence
    from marts.hobby__user_profiles
    where user_id in (select unnest($users))
    order by user_id, profile_rank
"""
_SIZES = """
    select user_id, event_count
    from engagement.int_hobby__user_totals
    where user_id in (select unnest($users))
    order by user_id
"""


@dataclass(frozen=True)
class Shop:
    """A build, seen by the users of a reference.

    Attributes:
        topics: One row per user and topic, inner ones too: user_id, topic_id, topic_name,
            is_leaf, product_count, event_count, spend_amount, last_event_at, profile_score.
        labels: One row per user, topic, product and label below the topic.
        lines: One row per line of a profile: user_id, topic_id, profile_rank, confidence.
        sizes: Events within the window, by user_id.
    """

    topics: pd.DataFrame
    labels: pd.DataFrame
    lines: pd.DataFrame
    sizes: pd.Series


def read_shop(database: Path, users: list[str]) -> Shop:
    """Read a build.

    Args:
        database: The DuckDB file.
        users: Of whom something is known.

    Raises:
        InputError: If none of them is in the build.
    """
    with open_warehouse(database) as warehouse:
        asked = {"users": users}
        sizes = warehouse.frame(_SIZES, asked).set_index("user_id")["event_count"]
        if sizes.empty:
            raise InputError(
                f"None of the {len(users)} users of the reference, such as {users[0]!r}, has an "
                "event in this shop. Name the --data-dir that the reference was written for."
            )
        return Shop(
            topics=warehouse.frame(_TOPICS, asked),
            labels=warehouse.frame(_LABELS, asked),
            lines=warehouse.frame(_LINES, asked),
            sizes=sizes,
        )
