with

topic_summary as (
    select * from {{ ref('int_hobby__topic_summary') }}
),

final as (
    select
        topic_id,
        cast(user_count as {{ dbt.type_bigint() }}) as user_count,
        cast(event_count as {{ dbt.type_bigint() }}) as event_count,
        cast(spend_amount as decimal(38, 4)) as spend_amount,
        share_of_events,
        trend_score,
        cast(high_affinity_user_count as {{ dbt.type_bigint() }})
            as high_affinity_user_count,
        is_too_small
    from topic_summary
)

select * from final
