with

terms as (
    select * from {{ ref('int_hobby__prospect_terms') }}
),

engaged as (
    select * from {{ ref('int_hobby__user_topic_scores') }}
    where topic_id in (select topic_id from terms)
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

kept as (
    select * from ranked
    where prospect_rank <= {{ var('hobby__max_prospects') }}
),

-- Where a prospect would stand among the topic's engaged users.
side_by_side as (
    select
        topic_id,
        user_id,
        propensity,
        cast(1 as integer) as is_engaged
    from engaged

    union all

    select
        topic_id,
        user_id,
        propensity,
        cast(0 as integer) as is_engaged
    from kept
),

positioned as (
    select
        topic_id,
        user_id,
        is_engaged,
        sum(is_engaged) over (
            partition by topic_id
            order by propensity
            range between unbounded preceding and current row
        ) as engaged_below_count
    from side_by_side
),

final as (
    select
        kept.topic_id,
        kept.user_id,
        kept.prospect_rank,
        kept.related_topic_count,
        kept.related_strength,
        kept.propensity,
        kept.purchase_probability,
        {{ hobby__audience_score(
            hobby__ratio(
                'positioned.engaged_below_count', 'kept.topic_user_count'
            ),
            'kept.topic_user_count',
            'kept.purchase_probability'
        ) }} as audience_score,
        {{ hobby__profile_score(
            'kept.propensity',
            hobby__lift_factor(hobby__lift('0', 'kept.expected_day_count'))
        ) }} as profile_score,
        count(*) over (partition by kept.topic_id)
        < {{ var('hobby__min_audience_size') }} as is_too_small
    from kept
    inner join positioned
        on
            kept.topic_id = positioned.topic_id
            and kept.user_id = positioned.user_id
            and positioned.is_engaged = 0
)

select * from final
