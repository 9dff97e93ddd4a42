with

propensities as (
    select * from {{ ref('int_hobby__user_topic_propensities') }}
),

-- Only what the ranking needs, in eight bytes each: sorting wide rows is what
-- costs most on large shops.
narrowed as (
    select
        user_id,
        topic_id,
        topic_user_count,
        recency_days,
        cast(decayed_day_count as double) as decayed_day_count,
        cast(capped_spend_amount as double) as capped_spend_amount,
        propensity,
        purchase_probability,
        profile_score
    from propensities
),

-- Users of one topic against each other.
percentiles as (
    select
        user_id,
        topic_id,
        topic_user_count,
        propensity,
        purchase_probability,
        profile_score,
        {{ hobby__percentile('topic_id', 'recency_days desc') }}
            as recency_score,
        {{ hobby__percentile('topic_id', 'decayed_day_count') }}
            as frequency_score,
        {{ hobby__percentile('topic_id', 'capped_spend_amount') }}
            as monetary_score,
        {{ hobby__percentile('topic_id', 'propensity') }} as position,
        row_number() over (
            partition by topic_id
            order by propensity desc, user_id asc
        ) as audience_rank
    from narrowed
),

final as (
    select
        user_id,
        topic_id,
        audience_rank,
        {{ hobby__score('recency_score') }} as recency_score,
        {{ hobby__score('frequency_score') }} as frequency_score,
        {{ hobby__score('monetary_score') }} as monetary_score,
        propensity,
        purchase_probability,
        {{ hobby__audience_score(
            'position', 'topic_user_count', 'purchase_probability'
        ) }} as audience_score,
        profile_score
    from percentiles
)

select * from final
