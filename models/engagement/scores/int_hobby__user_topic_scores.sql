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

topic_totals as (
    select * from {{ ref('int_hobby__topic_totals') }}
),

shop_totals as (
    select * from {{ ref('int_hobby__shop_totals') }}
),

identity_weights as (
    {{ hobby__identity_weights() }}
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

-- Every factor is a column, so that a score can be explained.
factored as (
    select
        user_topics.*,
        calibrated.topic_user_count,
        calibrated.expected_day_count,
        calibrated.recency_score,
        calibrated.frequency_score,
        calibrated.monetary_score,
        calibrated.position,
        calibrated.audience_rank,
        calibrated.propensity,
        calibrated.purchase_probability,
        {{ hobby__lift(
            'user_topics.decayed_day_count', 'calibrated.expected_day_count'
        ) }} as lift,
        {{ hobby__repeat_factor('user_topics') }} as repeat_factor,
        {{ hobby__burst_factor('user_topics') }} as burst_factor,
        {{ hobby__expected_day_count(
            'user_topics.user_product_count',
            'user_topics.strong_product_count',
            'topic_totals.strong_product_count',
            'shop_totals.product_count'
        ) }} as expected_product_count
    from user_topics
    inner join calibrated
        on
            user_topics.user_id = calibrated.user_id
            and user_topics.topic_id = calibrated.topic_id
    inner join topic_totals
        on user_topics.topic_id = topic_totals.topic_id
    cross join shop_totals
),

termed as (
    select
        factored.*,
        {{ hobby__identity_terms('columns') }}
    from factored
),

weighed as (
    select
        termed.*,
        round({{ hobby__identity_terms('sum') }}, 6) as identity_log_odds
    from termed
    cross join identity_weights
),

final as (
    select
        weighed.*,
        {{ hobby__lift_factor('lift') }} as lift_factor,
        {{ hobby__score(hobby__sigmoid('identity_log_odds')) }}
            as identity_score,
        {{ hobby__audience_score(
            'position', 'topic_user_count', 'purchase_probability'
        ) }} as audience_score,
        {{ hobby__profile_score(
            'propensity',
            hobby__lift_factor('lift') ~ ' * repeat_factor * burst_factor'
        ) }} as profile_score
    from weighed
)

-- As wide as the table it widens, so that a score can be explained.
select * from final  -- noqa: AM04
