with

collection_audiences as (
    select * from {{ ref('int_hobby__collection_audiences') }}
),

final as (
    select
        collection_id,
        user_id,
        audience_type,
        cast(audience_rank as {{ dbt.type_bigint() }}) as audience_rank,
        reason_topic_id,
        reason_product_id,
        cast(event_count as {{ dbt.type_bigint() }}) as event_count,
        audience_score,
        purchase_probability,
        last_event_at,
        is_too_small
    from collection_audiences
)

select * from final
