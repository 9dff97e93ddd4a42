with

propensities as (
    select * from {{ ref('int_hobby__user_topic_propensities') }}
),

-- Users of one topic against each other.
percentiles as (
    select
        *,
        {{ hobby__percentile('topic_id', 'recency_days desc') }}
            as recency_score,
        {{ hobby__percentile('topic_id', 'decayed_day_count') }}
            as frequency_score,
        {{ hobby__percentile('topic_id', 'capped_spend_amount') }}
            as monetary_score,
        {{ hobby__percentile('topic_id', 'propensity') }} as position
    from propensities
),

scored as (
    select
        *,
        {{ hobby__audience_score(
            'position', 'topic_user_count', 'purchase_probability'
        ) }} as audience_score
    from percentiles
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
        cast(
            row_number() over (
                partition by topic_id
                order by
                    propensity desc,
                    event_count desc,
                    spend_amount desc,
                    last_event_at desc,
                    user_id asc
            ) as {{ dbt.type_bigint() }}
        ) as audience_rank,
        profile_score
    from scored
)

select * from final
