"""What the page of collections reads."""

from __future__ import annotations

import pandas as pd

from hobby_profiles.core.tables import Row, Warehouse


def read_collections(warehouse: Warehouse, least: int) -> pd.DataFrame:
    """Return all collections, the largest audience first."""
    return warehouse.frame(
        """
        select collection_id, collection_name, topic_count, product_count,
            case when audience_size >= $least then audience_size end as user_count,
            case when prospect_count >= $least then prospect_count end as prospect_count
        from marts.hobby__collections
        order by audience_size desc, collection_id
        """,
        {"least": least},
    )


def read_members(warehouse: Warehouse, collection_id: str, least: int) -> pd.DataFrame:
    """Return what a collection is made of: topics and hand-picked products, with their users."""
    return warehouse.frame(
        """
        with members as (
            select distinct
                case when is_hand_picked then 'product' else 'topic' end as kind,
                case when is_hand_picked then product_id else member_topic_id end as member_id
            from marts.hobby__collection_products
            where collection_id = $collection_id
        )
        select members.kind, members.member_id,
            coalesce(topics.topic_path, products.product_name) as member,
            coalesce(topics.product_count, 1) as product_count,
            case when coalesce(summary.user_count, products.user_count) >= $least
                then coalesce(summary.user_count, products.user_count) end as user_count
        from members
        left join marts.hobby__topics as topics
            on members.kind = 'topic' and members.member_id = topics.topic_id
        left join marts.hobby__topic_summary as summary
            on members.kind = 'topic' and members.member_id = summary.topic_id
        left join marts.hobby__products as products
            on members.kind = 'product' and members.member_id = products.product_id
        where not coalesce(topics.is_sensitive, products.is_sensitive, true)
        order by members.kind desc, product_count desc, member
        """,
        {"collection_id": collection_id, "least": least},
    )


def read_products(
    warehouse: Warehouse, collection_id: str, least: int, most: int = 60
) -> pd.DataFrame:
    """Return the products that stand best for a collection."""
    return warehouse.frame(
        """
        select found.product_rank, products.product_id, products.product_name,
            topics.topic_name, found.fit_grade, found.relevance,
            case when products.user_count >= $least then products.user_count end as user_count
        from marts.hobby__collection_products as found
        inner join marts.hobby__products as products on found.product_id = products.product_id
        left join marts.hobby__topics as topics on found.reason_topic_id = topics.topic_id
        where found.collection_id = $collection_id and not products.is_sensitive
            and not coalesce(topics.is_sensitive, false)
        order by found.product_rank limit $most
        """,
        {"collection_id": collection_id, "least": least, "most": most},
    )


def read_audience(warehouse: Warehouse, collection_id: str, least: int) -> pd.DataFrame:
    """Return how many users are in which band because of which topic; few are left out."""
    return warehouse.frame(
        """
        select coalesce(topics.topic_name, 'a hand-picked product') as topic_name,
            count(*) as user_count,
            case when count(*) filter (affinity_band = 'high') >= $least
                then count(*) filter (affinity_band = 'high') end as high,
            avg(found.affinity_score) as affinity_score
        from marts.hobby__collection_audiences as found
        left join marts.hobby__topics as topics on found.reason_topic_id = topics.topic_id
        where found.collection_id = $collection_id and found.audience_type = 'engaged'
            and not coalesce(topics.is_sensitive, false)
        group by 1 having count(*) >= $least
        order by user_count desc, 1
        """,
        {"collection_id": collection_id, "least": least},
    )


def read_order(warehouse: Warehouse, collection_id: str, user_id: str) -> pd.DataFrame:
    """Return the products of a collection in the order that suits one user."""
    return warehouse.frame(
        """
        select ordered.product_rank, products.product_name, ordered.is_recommended,
            ordered.is_owned
        from marts.hobby__collection_order as ordered
        inner join marts.hobby__products as products on ordered.product_id = products.product_id
        where ordered.collection_id = $collection_id and ordered.user_id = $user_id
            and not products.is_sensitive
        order by ordered.product_rank limit 50
        """,
        {"collection_id": collection_id, "user_id": user_id},
    )


def read_named(warehouse: Warehouse, asked: str) -> Row | None:
    """Return the topic or product that is called so exactly: kind, member_id, member."""
    rows = warehouse.rows(
        """
        select 'topic' as kind, topic_id as member_id, topic_path as member
        from marts.hobby__topics
        where not is_sensitive and lower($asked) in (topic_id, lower(topic_name), lower(topic_path))
        union all
        select 'product', product_id, product_name
        from marts.hobby__products
        where not is_sensitive and (product_id = $asked or lower(product_name) = lower($asked))
        limit 1
        """,
        {"asked": asked},
    )
    return rows[0] if rows else None
