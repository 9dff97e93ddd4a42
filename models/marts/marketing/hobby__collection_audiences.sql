with

collection_users as (
    select * from {{ ref('int_hobby__collection_users') }}
),

ranked as (
    select
        *,
        row_number() over (
            partition by collection_id
            order by
                audience_score desc,
                event_count desc,
                last_event_at desc,
                user_id asc
        ) as audience_rank
    from collection_users
    where event_count >= {{ var('hobby__min_audience_events') }}
),

final as (
    select
        collection_id,
        user_id,
        cast(audience_rank as {{ dbt.type_bigint() }}) as audience_rank,
        reason_topic_id,
        reason_product_id,
        event_count,
        audience_score,
        last_event_at
    from ranked
    where audience_rank <= {{ var('hobby__max_audience_size') }}
)

select * from final
