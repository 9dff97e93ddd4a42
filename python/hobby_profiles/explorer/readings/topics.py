"""What the page of topics reads."""

from __future__ import annotations

import pandas as pd

from hobby_profiles.core.tables import Row, Warehouse
from hobby_profiles.report.explanation import LABELS_IN_TOPIC

_MOST = 25

_TOPICS = """
    select topics.*, summary.trend_score, summary.is_too_small,
        case when summary.user_count >= $least then summary.user_count end as user_count,
        case when summary.user_count >= $least then summary.event_count end as event_count,
        case when summary.user_count >= $least then summary.spend_amount end as spend_amount,
        case when summary.high_affinity_user_count >= $least
            then summary.high_affinity_user_count end as high_affinity_user_count
    from marts.hobby__topics as topics
    inner join marts.hobby__topic_summary as summary on topics.topic_id = summary.topic_id
    where not topics.is_sensitive
"""


def read_topic(warehouse: Warehouse, topic_id: str, least: int) -> Row | None:
    """Return a topic by its id, or by the id it had once; None if there is none to show."""
    found = warehouse.rows(
        f"""
        {_TOPICS} and topics.topic_id in (
            select $topic_id
            union all
            select topic_id from marts.hobby__topic_redirects where old_topic_id = $topic_id
        )
        """,  # noqa: S608 - values are parameters
        {"topic_id": topic_id, "least": least},
    )
    return found[0] if found else None


def read_tree(warehouse: Warehouse, least: int) -> list[Row]:
    """Return all topics in the order of their paths; a hidden number of users is 0."""
    rows = warehouse.rows(
        f"{_TOPICS} order by topics.topic_path, topics.topic_id",
        {"least": least},
    )
    for row in rows:
        row.user_count = row.user_count or 0
    return rows


def read_children(warehouse: Warehouse, topic_id: str | None, least: int) -> pd.DataFrame:
    """Return the topics right below one, or those on top; most products first."""
    return warehouse.frame(
        f"""
        select topic_id, topic_name, product_count, user_count, event_count, spend_amount,
            trend_score
        from ({_TOPICS})
        where parent_topic_id is not distinct from $topic_id
        order by product_count desc, topic_name
        """,  # noqa: S608 - values are parameters
        {"topic_id": topic_id, "least": least},
    )


def read_above(warehouse: Warehouse, topic_id: str) -> list[Row]:
    """Return the topics above one, the top first."""
    return warehouse.rows(
        """
        select topics.topic_id, topics.topic_name
        from marts.hobby__topic_ancestors as ancestors
        inner join marts.hobby__topics as topics
            on ancestors.ancestor_topic_id = topics.topic_id
        where ancestors.topic_id = $topic_id and ancestors.distance > 0
            and not topics.is_sensitive
        order by ancestors.distance desc
        """,
        {"topic_id": topic_id},
    )


def read_products(warehouse: Warehouse, topic_id: str, least: int, most: int = 50) -> pd.DataFrame:
    """Return the products that stand best for a topic, with the label that put them there."""
    return warehouse.frame(
        f"""
        select ranked.product_rank, ranked.product_name, labels.label, ranked.fit_grade,
            ranked.relevance, labels.explanation, labels.labeller,
            case when ranked.user_count >= $least then ranked.user_count end as user_count
        from marts.hobby__topic_products as ranked
        inner join marts.hobby__products as products on ranked.product_id = products.product_id
        left join ({LABELS_IN_TOPIC}) as labels on ranked.product_id = labels.product_id
        where ranked.topic_id = $topic_id and not products.is_sensitive
        order by ranked.product_rank limit $most
        """,  # noqa: S608 - values are parameters
        {"topic_id": topic_id, "least": least, "most": most},
    )


def read_audience_curve(warehouse: Warehouse, topic_id: str) -> pd.DataFrame:
    """Return how many users have at least which affinity, rounded to hundredths; best first."""
    return warehouse.frame(
        """
        with steps as (
            select round(affinity_score, 2) as affinity_score, count(*) as size
            from marts.hobby__topic_audiences
            where topic_id = $topic_id
            group by 1
        )
        select sum(size) over (order by affinity_score desc)::bigint as audience_rank,
            affinity_score
        from steps order by affinity_score desc
        """,
        {"topic_id": topic_id},
    )


def read_bands(warehouse: Warehouse, topic_id: str, least: int) -> pd.DataFrame:
    """Return how many users of a topic are in which band or better, and their mean score."""
    return warehouse.frame(
        """
        with counted as (
            select affinity_band, count(*) as size, sum(affinity_score) as total
            from marts.hobby__topic_audiences
            where topic_id = $topic_id
            group by affinity_band
        )
        select bands.band || case when bands.rank < 3 then ' or better' else '' end
                as affinity_band,
            case when sum(size) >= $least then sum(size)::bigint end as user_count,
            case when sum(size) >= $least then sum(total) / sum(size) end as affinity_score
        from (values ('high', 3), ('medium', 2), ('low', 1)) as bands (band, rank)
        left join counted on case counted.affinity_band when 'high' then 3 when 'medium' then 2
            else 1 end >= bands.rank
        group by bands.band, bands.rank
        order by bands.rank desc
        """,
        {"topic_id": topic_id, "least": least},
    )


def read_months(warehouse: Warehouse, topic_id: str, least: int) -> pd.DataFrame:
    """Return a topic's months that have enough users, the oldest first."""
    return warehouse.frame(
        """
        select month_date, event_count, user_count,
            case when new_user_count >= $least then new_user_count end as new_user_count,
            share_of_events, seasonal_growth
        from marts.hobby__topic_months
        where topic_id = $topic_id and user_count >= $least
        order by month_date
        """,
        {"topic_id": topic_id, "least": least},
    )


def read_related(warehouse: Warehouse, topic_id: str, least: int) -> pd.DataFrame:
    """Return topics near in meaning, and those that share most users; nearest first."""
    return warehouse.frame(
        """
        with near as (
            select neighbour_topic_id as topic_id, cosine
            from marts.hobby__topic_neighbours where topic_id = $topic_id
        ),
        shared as (
            select other_audience_id as topic_id, jaccard,
                case when shared_user_count >= $least then shared_user_count end as shared_count
            from marts.hobby__audience_overlap
            where kind = 'topic' and other_kind = 'topic' and audience_id = $topic_id
        )
        select topics.topic_id, topics.topic_name, near.cosine, shared.jaccard,
            shared.shared_count, topics.topic_path
        from near
        full join shared on near.topic_id = shared.topic_id
        inner join marts.hobby__topics as topics
            on coalesce(near.topic_id, shared.topic_id) = topics.topic_id
        where not topics.is_sensitive
        order by greatest(coalesce(near.cosine, 0), coalesce(shared.jaccard, 0)) desc,
            topics.topic_id
        limit $most
        """,
        {"topic_id": topic_id, "least": least, "most": _MOST},
    )


def read_labels(warehouse: Warehouse, topic_id: str) -> pd.DataFrame:
    """Return the labels of a topic or of all below it, the most used first."""
    return warehouse.frame(
        """
        select labels.label, labels.topic_label, labels.merge_reason, labels.merge_score,
            labels.product_count
        from marts.hobby__topic_labels as labels
        inner join marts.hobby__topic_ancestors as ancestors
            on labels.topic_id = ancestors.topic_id
        inner join marts.hobby__topics as topics on labels.topic_id = topics.topic_id
        where ancestors.ancestor_topic_id = $topic_id and not topics.is_sensitive
        order by labels.product_count desc, labels.label
        limit 200
        """,
        {"topic_id": topic_id},
    )


def read_sources(warehouse: Warehouse, topic_id: str) -> pd.DataFrame:
    """Return where the labels of a topic's products came from."""
    return warehouse.frame(
        """
        select labeller, count(distinct product_id) as product_count
        from marts.hobby__product_topics as found
        inner join marts.hobby__topic_ancestors as ancestors
            on found.topic_id = ancestors.topic_id
        where ancestors.ancestor_topic_id = $topic_id
        group by labeller order by product_count desc, labeller
        """,
        {"topic_id": topic_id},
    )
