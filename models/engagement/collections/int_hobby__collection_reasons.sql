-- Every reason why a user belongs to a collection: its topics, and what was
-- picked by hand, which speaks for itself: what else its topics hold does not.
with

collection_topics as (
    select * from {{ ref('int_hobby__collection_topics') }}
),

product_users as (
    select * from {{ ref('int_hobby__collection_product_users') }}
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
        scores.affinity_score,
        scores.profile_score,
        scores.purchase_probability,
        scores.last_event_at
    from collection_topics
    inner join scores
        on collection_topics.topic_id = scores.topic_id
),

by_product as (
    select
        collection_id,
        user_id,
        cast(null as {{ dbt.type_string() }}) as topic_id,
        product_id,
        event_count,
        affinity_score,
        affinity_score as profile_score,
        cast(null as double) as purchase_probability,
        last_event_at
    from product_users
),

final as (
    select * from by_topic
    union all
    select * from by_product
)

select * from final
