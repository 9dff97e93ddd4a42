"""Suites over scores, profiles, audiences and collections."""

from __future__ import annotations

import great_expectations.expectations as gxe
from great_expectations.expectations.expectation import Expectation

from hobby_profiles.quality.suite import (
    WARNING,
    TableSuite,
    always,
    at_least,
    in_range,
    key,
    present,
    rows_expected,
    scores,
)


def user_suites() -> list[TableSuite]:
    """Return the suites over scores, profiles, audiences and collections."""
    return [
        TableSuite(
            name="marts.hobby__user_topic_scores",
            about="One row per user and topic the user has an event in.",
            sql="""
                select scores.*, topics.topic_id is not null as is_of_known_topic
                from marts.hobby__user_topic_scores as scores
                left join marts.hobby__topics as topics on scores.topic_id = topics.topic_id
            """,
            sample_by="user_id",
            expectations=[
                *key("user_id", "topic_id"),
                *in_range(1, None, "event_count", "product_count", "active_month_count"),
                *in_range(1, None, "audience_rank"),
                *in_range(0, None, "recency_days", "tenure_days", "spend_amount"),
                *scores("recency_score", "frequency_score", "monetary_score"),
                *scores("spend_share", "audience_score", "profile_score"),
                gxe.ExpectColumnPairValuesAToBeGreaterThanB(
                    column_A="last_event_at", column_B="first_event_at", or_equal=True
                ),
                gxe.ExpectColumnPairValuesAToBeGreaterThanB(
                    column_A="event_count", column_B="active_month_count", or_equal=True
                ),
                always("is_of_known_topic", "The topic exists."),
            ],
        ),
        TableSuite(
            name="marts.hobby__user_profiles",
            about="One row per user and place in the profile.",
            sql="""
                with related as (
                    select distinct lower_lines.user_id, lower_lines.topic_id
                    from marts.hobby__user_profiles as lower_lines
                    inner join marts.hobby__topic_ancestors as ancestors
                        on lower_lines.topic_id = ancestors.topic_id and ancestors.distance > 0
                    inner join marts.hobby__user_profiles as upper_lines
                        on ancestors.ancestor_topic_id = upper_lines.topic_id
                        and lower_lines.user_id = upper_lines.user_id
                )
                select
                    profiles.*,
                    related.topic_id is null as is_apart_from_ancestors,
                    max(profile_rank) over (partition by profiles.user_id)
                    = count(*) over (partition by profiles.user_id) as is_ranked_without_gaps
                from marts.hobby__user_profiles as profiles
                left join related
                    on profiles.user_id = related.user_id and profiles.topic_id = related.topic_id
            """,
            sample_by="user_id",
            expectations=[
                rows_expected("at least one profile"),
                *key("user_id", "profile_rank"),
                *key("user_id", "topic_id"),
                *present("topic_name", "topic_path", "sample_product_name"),
                *in_range(1, None, "profile_rank", "event_count", "product_count"),
                *scores("profile_score", "identity_score", "confidence"),
                always("is_apart_from_ancestors", "No topic stands beside its own ancestor."),
                always("is_ranked_without_gaps", "Places run from 1 without gaps."),
            ],
        ),
        TableSuite(
            name="marts.hobby__topic_summary",
            about="One row per topic: what users do with it.",
            sql="""
                select summary.*, topics.topic_id is not null as is_of_known_topic
                from marts.hobby__topic_summary as summary
                left join marts.hobby__topics as topics on summary.topic_id = topics.topic_id
            """,
            sample_by="topic_id",
            expectations=[
                *key("topic_id"),
                *in_range(0, None, "user_count", "spend_amount", "high_affinity_user_count"),
                *scores("share_of_events"),
                *in_range(-1, 1, "trend_score"),
                gxe.ExpectColumnPairValuesAToBeGreaterThanB(
                    column_A="event_count", column_B="user_count", or_equal=True
                ),
                gxe.ExpectColumnPairValuesAToBeGreaterThanB(
                    column_A="user_count", column_B="high_affinity_user_count", or_equal=True
                ),
                always("is_of_known_topic", "The topic exists."),
            ],
        ),
        TableSuite(
            name="marts.hobby__topic_audiences",
            about="One row per topic and user in its audience.",
            sql="""
                select audiences.*, scores.user_id is not null as is_with_evidence
                from marts.hobby__topic_audiences as audiences
                left join marts.hobby__user_topic_scores as scores
                    on audiences.topic_id = scores.topic_id
                    and audiences.user_id = scores.user_id
            """,
            sample_by="topic_id",
            expectations=[
                *key("topic_id", "user_id"),
                *key("topic_id", "audience_rank"),
                *in_range(1, None, "audience_rank"),
                *scores("audience_score", "audience_percentile"),
                always("is_with_evidence", "Every user of an audience has events in the topic."),
            ],
        ),
        TableSuite(
            name="marts.hobby__topic_prospects",
            about="One row per topic and user new to it, from related topics.",
            sql="""
                select prospects.*, scores.user_id is null as is_new_to_topic
                from marts.hobby__topic_prospects as prospects
                left join marts.hobby__user_topic_scores as scores
                    on prospects.topic_id = scores.topic_id
                    and prospects.user_id = scores.user_id
            """,
            sample_by="topic_id",
            expectations=[
                *key("topic_id", "user_id"),
                *key("topic_id", "prospect_rank"),
                *in_range(1, None, "prospect_rank", "related_topic_count"),
                *scores("purchase_probability", "audience_score", "profile_score"),
                always("is_new_to_topic", "A prospect has no event in the topic."),
            ],
        ),
        *_collection_suites(),
    ]


_WITH_COLLECTION = """
    select members.*, collections.collection_id is not null as is_of_known_collection
    from {table} as members
    left join marts.hobby__collections as collections
        on members.collection_id = collections.collection_id
"""


def _in_collection() -> Expectation:
    return always("is_of_known_collection", "The collection exists.")


def _collection_suites() -> list[TableSuite]:
    return [
        TableSuite(
            name="marts.hobby__collections",
            about="One row per themed collection.",
            sql="select * from marts.hobby__collections",
            sample_by="collection_id",
            expectations=[
                *key("collection_id"),
                *present("collection_name"),
                at_least("product_count", 1, "A collection should have products."),
                at_least("audience_size", 1, "A collection should have an audience."),
                gxe.ExpectColumnValuesToBeBetween(
                    column="unmatched_member_count",
                    max_value=0,
                    description="Every member of a collection should name a topic or product.",
                    **WARNING,
                ),
            ],
        ),
        TableSuite(
            name="marts.hobby__collection_products",
            about="One row per collection and product in it.",
            sql=_WITH_COLLECTION.format(table="marts.hobby__collection_products"),
            sample_by="product_id",
            expectations=[
                *key("collection_id", "product_id"),
                *scores("relevance"),
                _in_collection(),
            ],
        ),
        TableSuite(
            name="marts.hobby__collection_audiences",
            about="One row per collection and user in its audience.",
            sql=_WITH_COLLECTION.format(table="marts.hobby__collection_audiences").replace(
                "members.*",
                "members.*, coalesce(reason_topic_id, reason_product_id) is not null"
                " as is_with_reason",
            ),
            sample_by="collection_id",
            expectations=[
                *key("collection_id", "user_id"),
                *key("collection_id", "audience_rank"),
                *in_range(1, None, "audience_rank"),
                *scores("audience_score"),
                always("is_with_reason", "A topic or a product is the reason of each member."),
                gxe.ExpectColumnValuesToBeInSet(
                    column="audience_type", value_set=["engaged", "prospect"]
                ),
                _in_collection(),
            ],
        ),
        TableSuite(
            name="marts.hobby__user_collections",
            about="One row per user and collection, best first.",
            sql=_WITH_COLLECTION.format(table="marts.hobby__user_collections"),
            sample_by="user_id",
            expectations=[
                *key("user_id", "collection_rank"),
                *key("user_id", "collection_id"),
                *in_range(1, None, "collection_rank"),
                *scores("collection_score"),
                _in_collection(),
            ],
        ),
    ]
