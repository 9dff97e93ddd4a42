"""Suites over the tables that part the product side from the user side."""

from __future__ import annotations

import great_expectations.expectations as gxe

from hobby_profiles.quality.suite import (
    TableSuite,
    always,
    at_least,
    in_range,
    key,
    present,
    rows_expected,
)


def taxonomy_suites() -> list[TableSuite]:
    """Return the suites over the tables that part products from users."""
    return [
        TableSuite(
            name="marts.hobby__hobby_funnel",
            about="One row per stage that labels pass.",
            sql="select * from marts.hobby__hobby_funnel",
            sample_by="stage",
            expectations=[
                *key("stage"),
                gxe.ExpectColumnValuesToBeInSet(
                    column="stage", value_set=["generated", "accepted", "merged", "grouped"]
                ),
                gxe.ExpectTableRowCountToEqual(value=4),
                *in_range(0, 1, "share_of_previous"),
            ],
        ),
        TableSuite(
            name="marts.hobby__topics",
            about="One row per topic, leaf and inner.",
            sql="""
                select
                    topics.*,
                    ends_with(topics.topic_path, topics.topic_name) as is_path_to_name,
                    topics.parent_topic_id is null or parents.topic_id is not null
                        as is_parent_known,
                    topics.is_leaf or children.child_count >= 2 as is_group
                from marts.hobby__topics as topics
                left join marts.hobby__topics as parents
                    on topics.parent_topic_id = parents.topic_id
                left join (
                    select parent_topic_id, count(*) as child_count
                    from marts.hobby__topics
                    group by parent_topic_id
                ) as children
                    on topics.topic_id = children.parent_topic_id
            """,
            sample_by="topic_id",
            expectations=[
                rows_expected("at least one topic"),
                *key("topic_id"),
                *present("topic_name", "topic_path", "is_leaf", "is_sensitive"),
                *in_range(1, None, "depth"),
                *in_range(0, None, "label_count", "product_count"),
                always("is_path_to_name", "The path of a topic ends with its name."),
                always("is_parent_known", "The topic above a topic exists."),
                always("is_group", "An inner topic holds at least two topics."),
            ],
        ),
        TableSuite(
            name="marts.hobby__product_topics",
            about="One row per product and leaf topic.",
            sql="""
                select
                    product_topics.*,
                    products.product_id is not null as is_of_known_product,
                    coalesce(topics.is_leaf, false) as is_in_leaf
                from marts.hobby__product_topics as product_topics
                left join staging.stg_hobby__products as products
                    on product_topics.product_id = products.product_id
                left join marts.hobby__topics as topics
                    on product_topics.topic_id = topics.topic_id
            """,
            sample_by="product_id",
            expectations=[
                *key("product_id", "topic_id"),
                *present("label", "labeller"),
                *in_range(1, 5, "fit_grade"),
                *in_range(0, 1, "relevance"),
                always("is_of_known_product", "The product is in the products table."),
                always("is_in_leaf", "A product carries leaf topics only."),
            ],
        ),
        TableSuite(
            name="marts.coverage",
            about="One row: how much of the shop the profiles reach.",
            sql="""
                select
                    'all' as scope,
                    (select count(distinct product_id) from marts.hobby__product_topics)
                    / nullif((select count(*) from staging.stg_hobby__products), 0)
                        as product_share,
                    (select count(distinct user_id) from marts.hobby__user_profiles)
                    / nullif((select count(*) from engagement.int_hobby__user_totals), 0)
                        as user_share
            """,
            sample_by="scope",
            expectations=[
                at_least(
                    "product_share",
                    0.3,
                    "At least 30% of the products should be in a topic; fewer means that "
                    "labelled examples for this kind of shop are missing.",
                ),
                at_least(
                    "user_share",
                    0.5,
                    "At least half of the users with events should have a profile.",
                ),
            ],
        ),
    ]
