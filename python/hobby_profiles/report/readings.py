"""What the reports read from the warehouse: one function per question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hobby_profiles.core.tables import Row, Warehouse


@dataclass(frozen=True)
class Overview:
    """The size of a build: counts of rows, and the window of days it looks at."""

    shop_name: str
    currency: str
    as_of_date: date
    window_start_date: date
    event_count: int
    user_count: int
    product_count: int
    labelled_product_count: int
    profiled_user_count: int
    leaf_topic_count: int
    inner_topic_count: int
    collection_count: int


def read_overview(warehouse: Warehouse) -> Overview:
    """Count what came in and what was made of it."""
    row = warehouse.rows("""
        select
            as_of_date,
            window_start_date,
            (select count(*) from staging.stg_hobby__events) as event_count,
            (select count(distinct user_id) from staging.stg_hobby__events) as user_count,
            (select count(*) from staging.stg_hobby__products) as product_count,
            (select count(distinct product_id) from marts.hobby__product_topics)
                as labelled_product_count,
            (select count(distinct user_id) from marts.hobby__user_profiles)
                as profiled_user_count,
            (select count(*) from marts.hobby__topics where is_leaf) as leaf_topic_count,
            (select count(*) from marts.hobby__topics where not is_leaf) as inner_topic_count,
            (select count(*) from marts.hobby__collections) as collection_count
        from staging.stg_hobby__as_of
    """)[0]
    settings = warehouse.settings()
    return Overview(
        shop_name=settings.get("shop_name") or "A shop",
        currency=settings.get("currency", "unknown").replace("unknown", ""),
        **vars(row),
    )


def read_funnel(warehouse: Warehouse) -> list[Row]:
    """Return stage, label_count, share_of_previous, in the order of the stages."""
    return warehouse.rows("""
        select stage, label_count, share_of_previous
        from marts.hobby__hobby_funnel order by stage_number
    """)


def read_profiles(warehouse: Warehouse, user_ids: list[str] | None = None) -> list[Row]:
    """Return the profile lines of some users, or of all, in order of user and rank."""
    return warehouse.rows(
        """
        select profiles.*, topics.parent_topic_id
        from marts.hobby__user_profiles as profiles
        inner join marts.hobby__topics as topics on profiles.topic_id = topics.topic_id
        where $user_ids is null or list_contains($user_ids, user_id)
        order by user_id, profile_rank
        """,
        {"user_ids": user_ids},
    )


def read_topics(warehouse: Warehouse) -> list[Row]:
    """Return all topics with what users do with them, in the order of their paths."""
    return warehouse.rows("""
        select topics.*, summary.* exclude (topic_id)
        from marts.hobby__topics as topics
        inner join marts.hobby__topic_summary as summary on topics.topic_id = summary.topic_id
        order by topics.topic_path, topics.topic_id
    """)


def read_topic_audience(warehouse: Warehouse, topic_id: str, limit: int) -> list[Row]:
    """Return the best users of a topic, best first."""
    return warehouse.rows(
        """
        select audiences.*, scores.recency_days
        from marts.hobby__topic_audiences as audiences
        inner join marts.hobby__user_topic_scores as scores
            on audiences.topic_id = scores.topic_id and audiences.user_id = scores.user_id
        where audiences.topic_id = $topic_id and audiences.audience_rank <= $limit
        order by audiences.audience_rank
        """,
        {"topic_id": topic_id, "limit": limit},
    )


def read_collections(warehouse: Warehouse) -> list[Row]:
    """Return all collections, the largest audience first."""
    return warehouse.rows(
        "select * from marts.hobby__collections "
        "order by audience_size desc, product_count desc, collection_id"
    )


def read_collection_audiences(warehouse: Warehouse, limit: int) -> list[Row]:
    """Return the best users of every collection with the topic or product that is the reason.

    Args:
        warehouse: Where to read from.
        limit: Users per collection and ``audience_type``: engaged ones have something of the
            collection, prospects have nothing of it yet.
    """
    return warehouse.rows(
        """
        select
            audiences.*,
            coalesce(topics.topic_name, products.product_name) as reason_name,
            row_number() over (
                partition by audiences.collection_id, audiences.audience_type
                order by audiences.audience_rank
            ) as type_rank
        from marts.hobby__collection_audiences as audiences
        left join marts.hobby__topics as topics
            on audiences.reason_topic_id = topics.topic_id
        left join staging.stg_hobby__products as products
            on audiences.reason_product_id = products.product_id
        qualify type_rank <= $limit
        order by audiences.collection_id, audiences.audience_rank
        """,
        {"limit": limit},
    )


def read_user_totals(warehouse: Warehouse, user_id: str) -> Row:
    """Return what a user with events did in the window, over all topics."""
    return warehouse.rows(
        """
        select
            totals.*,
            as_of.as_of_date,
            as_of.as_of_date - totals.recency_days as last_date,
            as_of.as_of_date - totals.recency_days - totals.tenure_days as first_date,
            (
                select count(distinct event_id) from engagement.int_hobby__topic_events
                where user_id = $user_id
            ) as topic_event_count,
            (
                select count(*) from marts.hobby__user_topic_scores where user_id = $user_id
            ) as topic_count
        from engagement.int_hobby__user_totals as totals
        cross join staging.stg_hobby__as_of as as_of
        where totals.user_id = $user_id
        """,
        {"user_id": user_id},
    )[0]


def read_user_collections(warehouse: Warehouse, user_ids: list[str]) -> list[Row]:
    """Return the collections of some users with their names, best first."""
    return warehouse.rows(
        """
        select user_collections.*, collections.collection_name
        from marts.hobby__user_collections as user_collections
        inner join marts.hobby__collections as collections
            on user_collections.collection_id = collections.collection_id
        where list_contains($user_ids, user_collections.user_id)
        order by user_collections.user_id, user_collections.collection_rank
        """,
        {"user_ids": user_ids},
    )


def read_collection_reasons(warehouse: Warehouse) -> list[Row]:
    """Return how many users are in a collection because of what, most first."""
    return warehouse.rows("""
        select
            audiences.collection_id,
            coalesce(topics.topic_name, products.product_name) as reason_name,
            count(*) as user_count
        from marts.hobby__collection_audiences as audiences
        left join marts.hobby__topics as topics
            on audiences.reason_topic_id = topics.topic_id
        left join staging.stg_hobby__products as products
            on audiences.reason_product_id = products.product_id
        where audiences.audience_type = 'engaged'
        group by audiences.collection_id, reason_name
        order by audiences.collection_id, user_count desc, reason_name
    """)


def read_personas(warehouse: Warehouse, user_ids: list[str]) -> list[Row]:
    """Return the personas of some users, best first."""
    return warehouse.rows(
        """
        select * from marts.hobby__user_personas
        where list_contains($user_ids, user_id)
        order by user_id, persona_rank
        """,
        {"user_ids": user_ids},
    )


def read_score_bins(warehouse: Warehouse, bins: int) -> list[Row]:
    """Return how often scores fall into bins of equal width over [0,1].

    Returns:
        One row per bin: lower_bound, audience_score_count (users in topics) and
        profile_line_count (lines of profiles, by profile score).
    """
    return warehouse.rows(
        """
        with
        bins as (select unnest(range($bins)) as bin),
        audiences as (
            select least(floor(audience_score * $bins), $bins - 1) as bin, count(*) as size
            from marts.hobby__topic_audiences group by all
        ),
        profiles as (
            select least(floor(profile_score * $bins), $bins - 1) as bin, count(*) as size
            from marts.hobby__user_profiles group by all
        )
        select
            bins.bin / $bins as lower_bound,
            coalesce(audiences.size, 0) as audience_score_count,
            coalesce(profiles.size, 0) as profile_line_count
        from bins
        left join audiences on bins.bin = audiences.bin
        left join profiles on bins.bin = profiles.bin
        order by bins.bin
        """,
        {"bins": bins},
    )


def read_rejected(warehouse: Warehouse) -> list[Row]:
    """Return how many input rows were left out or applied as a return, by reason, most first."""
    return warehouse.rows("""
        select input_table, outcome, reason, row_count
        from marts.hobby__rejected_rows where outcome <> 'accepted'
        order by row_count desc, input_table, reason
    """)
