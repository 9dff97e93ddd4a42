with

topic_audiences as (
    select * from {{ ref('int_hobby__topic_audiences') }}
),

final as (
    select
        topic_id,
        user_id,
        cast(audience_rank as {{ dbt.type_bigint() }}) as audience_rank,
        event_count,
        product_count,
        spend_amount,
        audience_score,
        audience_percentile,
        last_event_at,
        is_too_small
    from topic_audiences
)

select * from final
