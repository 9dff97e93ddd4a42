with

topic_prospects as (
    select * from {{ ref('int_hobby__topic_prospects') }}
),

final as (
    select
        topic_id,
        user_id,
        cast(prospect_rank as {{ dbt.type_bigint() }}) as prospect_rank,
        related_topic_count,
        related_strength,
        propensity,
        purchase_probability,
        audience_score,
        profile_score,
        is_too_small
    from topic_prospects
)

select * from final
