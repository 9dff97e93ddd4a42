with

topics as (
    select * from {{ ref('hobby__topics') }}
),

user_topic_scores as (
    select * from {{ ref('int_hobby__user_topic_scores') }}
),

topic_totals as (
    select * from {{ ref('int_hobby__topic_totals') }}
),

shop_totals as (
    select * from {{ ref('int_hobby__shop_totals') }}
),

counted as (
    select
        topic_id,
        sum(event_count) as event_count,
        sum(spend_amount) as spend_amount,
        sum(case when affinity_band = 'high' then 1 else 0 end)
            as high_affinity_user_count
    from user_topic_scores
    group by topic_id
),

final as (
    select
        topics.topic_id,
        coalesce(topic_totals.user_count, 0) as user_count,
        coalesce(counted.event_count, 0) as event_count,
        coalesce(counted.spend_amount, 0) as spend_amount,
        {{ hobby__score(hobby__ratio(
            'coalesce(counted.event_count, 0)', 'shop_totals.event_count'
        )) }} as share_of_events,
        case
            when topic_totals.topic_id is null then 0.0e0
            else {{ hobby__trend('topic_totals', 'shop_totals') }}
        end as trend_score,
        coalesce(counted.high_affinity_user_count, 0)
            as high_affinity_user_count,
        coalesce(topic_totals.user_count, 0)
        < {{ var('hobby__min_audience_size') }} as is_too_small
    from topics
    left join counted
        on topics.topic_id = counted.topic_id
    left join topic_totals
        on topics.topic_id = topic_totals.topic_id
    cross join shop_totals
)

select * from final
