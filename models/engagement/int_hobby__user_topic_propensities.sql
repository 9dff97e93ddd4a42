with

terms as (
    select * from {{ ref('int_hobby__user_topic_terms') }}
),

probability_lookup as (
    select * from {{ ref('hobby__probability_lookup') }}
    where audience_type = 'engaged'
),

shop_level as (
    select * from {{ ref('int_hobby__shop_level') }}
),

score_weights as (
    {{ hobby__score_weights('engaged') }}
),

scored as (
    select
        terms.*,
        {{ hobby__propensity('engaged') }} as propensity
    from terms
    cross join score_weights
    cross join shop_level
),

final as (
    select
        scored.*,
        {{ hobby__score(hobby__purchase_probability('scored.propensity')) }}
            as purchase_probability,
        {{ hobby__profile_score(
            'scored.propensity',
            'scored.decayed_day_count',
            'scored.expected_day_count',
            hobby__variety('scored')
        ) }} as profile_score
    from scored
    inner join probability_lookup
        on
            {{ hobby__propensity_bin('scored.propensity') }}
            = probability_lookup.propensity_bin
)

-- As wide as the table it widens, so that a score can be explained.
select * from final  -- noqa: AM04
