with

collection_topics as (
    select * from {{ ref('int_hobby__collection_topics') }}
),

members as (
    select * from {{ ref('int_hobby__collection_members') }}
    where is_matched and product_id is not null
),

scores as (
    select * from {{ ref('int_hobby__user_topic_scores') }}
),

topic_events as (
    select * from {{ ref('int_hobby__topic_events') }}
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
        scores.last_event_at
    from collection_topics
    inner join scores
        on collection_topics.topic_id = scores.topic_id
),

-- Who bought a hand-picked product counts through that product's topics.
by_product as (
    select
        members.collection_id,
        scores.user_id,
        scores.topic_id,
        members.product_id,
        count(*) as event_count,
        max(scores.audience_score) as audience_score,
        max(scores.profile_score) as profile_score,
        max(topic_events.event_at) as last_event_at
    from members
    inner join topic_events
        on members.product_id = topic_events.product_id
    inner join scores
        on
            topic_events.user_id = scores.user_id
            and topic_events.topic_id = scores.topic_id
    where topic_events.is_leaf
    group by
        members.collection_id,
        scores.user_id,
        scores.topic_id,
        members.product_id
),

reasons as (
    select * from by_topic
    union all
    select * from by_product
),

-- The best topic wins and is the reason.
ranked as (
    select
        *,
        max(profile_score) over (
            partition by collection_id, user_id
        ) as collection_score,
        row_number() over (
            partition by collection_id, user_id
            order by
                audience_score desc,
                event_count desc,
                last_event_at desc,
                topic_id asc,
                product_id asc
        ) as reason_rank
    from reasons
),

final as (
    select
        collection_id,
        user_id,
        topic_id as reason_topic_id,
        product_id as reason_product_id,
        event_count,
        audience_score,
        collection_score,
        last_event_at
    from ranked
    where reason_rank = 1
)

select * from final
