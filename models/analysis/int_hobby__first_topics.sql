-- The topic of the first level that a user came for.
with

topic_events as (
    select * from {{ ref('int_hobby__topic_events') }}
    where is_shown_product
),

topics as (
    select * from {{ ref('hobby__topics') }}
    where depth = 1 and {{ hobby__is_shown('is_sensitive') }}
),

ranked as (
    select
        topic_events.user_id,
        topic_events.topic_id,
        row_number() over (
            partition by topic_events.user_id
            order by
                topic_events.event_at asc,
                topic_events.relevance desc,
                topic_events.event_id asc,
                topic_events.topic_id asc
        ) as place
    from topic_events
    inner join topics
        on topic_events.topic_id = topics.topic_id
),

final as (
    select
        user_id,
        topic_id
    from ranked
    where place = 1
)

select * from final
