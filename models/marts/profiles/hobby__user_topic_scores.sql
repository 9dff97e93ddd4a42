with

user_topic_scores as (
    select * from {{ ref('int_hobby__user_topic_scores') }}
),

final as (
    select
        user_id,
        topic_id,
        event_count,
        product_count,
        active_day_count,
        active_month_count,
        decayed_day_count,
        spend_amount,
        spend_share,
        first_event_at,
        last_event_at,
        recency_days,
        tenure_days,
        is_evergreen,
        is_ongoing,
        trend_score,
        {{ hobby__score('recency_score') }} as recency_score,
        {{ hobby__score('frequency_score') }} as frequency_score,
        {{ hobby__score('monetary_score') }} as monetary_score,
        propensity,
        purchase_probability,
        audience_score,
        affinity_score,
        affinity_band,
        cast(audience_rank as {{ dbt.type_bigint() }}) as audience_rank,
        profile_score,
        identity_score
    from user_topic_scores
)

select * from final
