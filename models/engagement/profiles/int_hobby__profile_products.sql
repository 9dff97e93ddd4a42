with

candidates as (
    select * from {{ ref('int_hobby__profile_candidates') }}
),

topic_events as (
    select * from {{ ref('int_hobby__topic_events') }}
),

final as (
    select
        candidates.user_id,
        candidates.topic_id,
        candidates.candidate_rank,
        candidates.product_count,
        topic_events.product_id,
        topic_events.relevance,
        topic_events.is_shown_product,
        max(topic_events.event_at) as last_event_at
    from candidates
    inner join topic_events
        on
            candidates.user_id = topic_events.user_id
            and candidates.topic_id = topic_events.topic_id
    group by
        candidates.user_id,
        candidates.topic_id,
        candidates.candidate_rank,
        candidates.product_count,
        topic_events.product_id,
        topic_events.relevance,
        topic_events.is_shown_product
)

select * from final
