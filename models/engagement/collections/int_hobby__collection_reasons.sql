-- Every reason why a user belongs to a collection: its topics, and what was
-- picked by hand, which speaks through the product's topics if it has any.
with

collection_topics as (
    select * from {{ ref('int_hobby__collection_topics') }}
),

product_users as (
    select * from {{ ref('int_hobby__collection_product_users') }}
),

product_topics as (
    select * from {{ ref('int_hobby__product_topics_rolled_up') }}
    where is_leaf
),

scores as (
    select * from {{ ref('int_hobby__user_topic_scores') }}
),

by_topic as (
    select
        collection_topics.collection_id,
        scores.user_id,
        scores.topic_id,
        cast(null as {{ dbt.type_string() }}) as product_id,
        scores.event_count,
        scores.audience_score,
        scores.profile_score,
        scores.purchase_probability,
        scores.last_event_at
    from collection_topics
    inner join scores
        on collection_topics.topic_id = scores.topic_id
),

by_product as (
    select
        product_users.collection_id,
        product_users.user_id,
        scores.topic_id,
        product_users.product_id,
        product_users.event_count,
        coalesce(scores.audience_score, product_users.product_score)
            as audience_score,
        coalesce(scores.profile_score, product_users.product_score)
            as profile_score,
        scores.purchase_probability,
        product_users.last_event_at
    from product_users
    left join product_topics
        on product_users.product_id = product_topics.product_id
    left join scores
        on
            product_users.user_id = scores.user_id
            and product_topics.topic_id = scores.topic_id
),

final as (
    select * from by_topic
    union all
    select * from by_product
)

select * from final
