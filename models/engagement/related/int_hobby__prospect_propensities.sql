with

terms as (
    select * from {{ ref('int_hobby__prospect_terms') }}
),

probability_lookup as (
    select * from {{ ref('hobby__probability_lookup') }}
    where audience_type = 'prospect'
),

shop_level as (
    select * from {{ ref('int_hobby__shop_level') }}
),

score_weights as (
    {{ hobby__score_weights('prospect') }}
),

scored as (
    select
        terms.*,
        {{ hobby__propensity(hobby__weighted_terms('prospect')) }}
            as propensity
    from terms
    cross join score_weights
    cross join shop_level
),

ranked as (
    select
        scored.*,
        {{ hobby__score(hobby__purchase_probability('scored.propensity')) }}
            as purchase_probability,
        row_number() over (
            partition by scored.topic_id
            order by scored.propensity desc, scored.user_id asc
        ) as prospect_rank
    from scored
    inner join probability_lookup
        on
            {{ hobby__propensity_bin('scored.propensity') }}
            = probability_lookup.propensity_bin
),

final as (
    select
        topic_id,
        user_id,
        prospect_rank,
        topic_user_count,
        related_topic_count,
        related_strength,
        expected_day_count,
        propensity,
        purchase_probability
    from ranked
    where prospect_rank <= {{ var('hobby__max_prospects') }}
)

select * from final
