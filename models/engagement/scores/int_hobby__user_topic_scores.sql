with

user_topics as (
    select * from {{ ref('int_hobby__user_topic_identities') }}
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
        {{ hobby__propensity('standings.weighted_terms') }} as propensity,
        {{ hobby__propensity('standings.audience_log_odds') }}
            as audience_propensity
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

-- Every factor is a column, so that a score can be explained.
factored as (
    select
        user_topics.*,
        calibrated.expected_day_count,
        calibrated.recency_score,
        calibrated.frequency_score,
        calibrated.monetary_score,
        calibrated.position,
        calibrated.audience_rank,
        calibrated.propensity,
        calibrated.audience_propensity,
        calibrated.purchase_probability,
        {{ hobby__score(hobby__sigmoid('calibrated.audience_propensity')) }}
            as affinity_score,
        {{ hobby__lift(
            'user_topics.decayed_day_count', 'calibrated.expected_day_count'
        ) }} as lift,
        {{ hobby__repeat_factor('user_topics') }} as repeat_factor,
        {{ hobby__burst_factor('user_topics') }} as burst_factor
    from user_topics
    inner join calibrated
        on
            user_topics.user_id = calibrated.user_id
            and user_topics.topic_id = calibrated.topic_id
),

final as (
    select
        factored.*,
        {{ hobby__lift_factor('lift') }} as lift_factor,
        {{ hobby__audience_score(
            'position', 'topic_user_count',
            hobby__sigmoid('audience_propensity')
        ) }} as audience_score,
        {{ hobby__affinity_band('affinity_score') }} as affinity_band,
        {{ hobby__profile_score(
            'propensity',
            hobby__lift_factor('lift') ~ ' * repeat_factor * burst_factor'
        ) }} as profile_score
    from factored
)

-- As wide as the table it widens, so that a score can be explained.
select * from final  -- noqa: AM04
