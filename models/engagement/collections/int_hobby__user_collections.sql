with

collection_users as (
    select * from {{ ref('int_hobby__collection_users') }}
),

ranked as (
    select
        *,
        row_number() over (
            partition by user_id
            order by
                collection_score desc,
                audience_score desc,
                event_count desc,
                collection_id asc
        ) as collection_rank
    from collection_users
    where event_count >= {{ var('hobby__min_audience_events') }}
),

final as (
    select
        user_id,
        collection_id,
        collection_rank,
        profile_reason_topic_id as reason_topic_id,
        profile_reason_product_id as reason_product_id,
        collection_score
    from ranked
)

select * from final
