with

kept as (
    select * from {{ ref('int_hobby__prospect_propensities') }}
),

reasons as (
    select * from {{ ref('int_hobby__prospect_reasons') }}
),

products as (
    select * from {{ ref('stg_hobby__products') }}
),

engaged as (
    select * from {{ ref('int_hobby__user_topic_scores') }}
    where topic_id in (select topic_id from kept)
),

-- Where a prospect would stand among the topic's engaged users.
side_by_side as (
    select
        topic_id,
        user_id,
        audience_propensity,
        cast(1 as integer) as is_engaged
    from engaged

    union all

    select
        topic_id,
        user_id,
        audience_propensity,
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
            order by audience_propensity
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
        exp(kept.related_lift) as related_lift,
        reasons.related_topic_names,
        reasons.sample_product_id,
        products.product_name as sample_product_name,
        reasons.second_product_id,
        second_products.product_name as second_product_name,
        kept.propensity,
        kept.audience_propensity,
        kept.purchase_probability,
        {{ hobby__audience_score(
            hobby__ratio(
                'positioned.engaged_below_count', 'kept.topic_user_count'
            ),
            'kept.topic_user_count',
            hobby__sigmoid('kept.audience_propensity')
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
    inner join reasons
        on
            kept.topic_id = reasons.topic_id
            and kept.user_id = reasons.user_id
    left join products
        on reasons.sample_product_id = products.product_id
    left join products as second_products
        on reasons.second_product_id = second_products.product_id
)

select * from final
