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
            as propensity,
        ln(
            (terms.related_strength + {{ hobby__scoring('related_prior') }})
            / (terms.expected_strength + {{ hobby__scoring('related_prior') }})
        ) as related_lift
    from terms
    cross join score_weights
    cross join shop_level
),

-- Who does a lot comes to anything sooner or later. What counts is how much
-- more of what is related they do than others who do as much, beside the
-- prospect who does most.
normalised as (
    select
        *,
        {% call hobby__round() %}
            propensity
            + {{ hobby__scoring('related_lift_weight') | float }}e0 * (
                related_lift
                - max(related_lift) over (partition by topic_id)
            )
        {% endcall %} as audience_propensity
    from scored
),

ranked as (
    select
        normalised.*,
        {{ hobby__score(hobby__purchase_probability('normalised.propensity')) }}
            as purchase_probability,
        row_number() over (
            partition by normalised.topic_id
            order by
                normalised.audience_propensity desc, normalised.user_id asc
        ) as prospect_rank
    from normalised
    inner join probability_lookup
        on
            {{ hobby__propensity_bin('normalised.propensity') }}
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
        related_lift,
        propensity,
        audience_propensity,
        purchase_probability
    from ranked
    where prospect_rank <= {{ var('hobby__max_prospects') }}
)

select * from final
