with

user_topics as (
    select * from {{ ref('int_hobby__user_topics') }}
),

standings as (
    select * from {{ ref('int_hobby__user_topic_standings') }}
),

probability_lookup as (
    select * from {{ ref('hobby__probability_lookup') }}
    where audience_type = 'engaged'
),

shop_level as (
    select * from {{ ref('int_hobby__shop_level') }}
),

shifted as (
    select
        standings.*,
        {{ hobby__propensity('standings.weighted_terms') }} as propensity
    from standings
    cross join shop_level
),

calibrated as (
    select
        shifted.*,
        {{ hobby__score(hobby__purchase_probability('shifted.propensity')) }}
            as purchase_probability
    from shifted
    inner join probability_lookup
        on
            {{ hobby__propensity_bin('shifted.propensity') }}
            = probability_lookup.propensity_bin
),

final as (
    select
        user_topics.user_id,
        user_topics.topic_id,
        user_topics.event_count,
        user_topics.product_count,
        user_topics.active_day_count,
        user_topics.active_month_count,
        user_topics.decayed_day_count,
        user_topics.spend_amount,
        user_topics.spend_share,
        user_topics.first_event_at,
        user_topics.last_event_at,
        user_topics.recency_days,
        user_topics.tenure_days,
        user_topics.is_evergreen,
        user_topics.is_ongoing,
        user_topics.trend_score,
        {{ hobby__score('calibrated.recency_score') }} as recency_score,
        {{ hobby__score('calibrated.frequency_score') }} as frequency_score,
        {{ hobby__score('calibrated.monetary_score') }} as monetary_score,
        calibrated.propensity,
        calibrated.purchase_probability,
        {{ hobby__audience_score(
            'calibrated.position',
            'calibrated.topic_user_count',
            'calibrated.purchase_probability'
        ) }} as audience_score,
        cast(calibrated.audience_rank as {{ dbt.type_bigint() }})
            as audience_rank,
        {{ hobby__profile_score(
            'calibrated.propensity',
            'user_topics.decayed_day_count',
            'calibrated.expected_day_count',
            hobby__variety('user_topics')
        ) }} as profile_score
    from user_topics
    inner join calibrated
        on
            user_topics.user_id = calibrated.user_id
            and user_topics.topic_id = calibrated.topic_id
)

select * from final
