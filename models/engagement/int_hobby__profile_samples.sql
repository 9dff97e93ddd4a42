with

selected as (
    select * from {{ ref('int_hobby__profile_topics') }}
),

topic_events as (
    select * from {{ ref('int_hobby__topic_events') }}
),

product_topics as (
    select * from {{ ref('int_hobby__product_topics_rolled_up') }}
),

-- The product that shows best why: most typical of the topic, then newest.
ranked as (
    select
        topic_events.user_id,
        topic_events.topic_id,
        topic_events.product_id,
        row_number() over (
            partition by topic_events.user_id, topic_events.topic_id
            order by
                topic_events.relevance desc,
                topic_events.event_at desc,
                topic_events.amount desc,
                topic_events.product_id asc,
                topic_events.event_id asc
        ) as sample_rank
    from topic_events
    inner join selected
        on
            topic_events.user_id = selected.user_id
            and topic_events.topic_id = selected.topic_id
),

final as (
    select
        ranked.user_id,
        ranked.topic_id,
        ranked.product_id,
        product_topics.product_name
    from ranked
    inner join product_topics
        on
            ranked.product_id = product_topics.product_id
            and ranked.topic_id = product_topics.topic_id
    where ranked.sample_rank = 1
)

select * from final
