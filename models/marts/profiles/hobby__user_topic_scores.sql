with

user_topics as (
    select * from {{ ref('int_hobby__user_topics') }}
),

standings as (
    select * from {{ ref('int_hobby__user_topic_standings') }}
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
        standings.recency_score,
        standings.frequency_score,
        standings.monetary_score,
        standings.propensity,
        standings.purchase_probability,
        standings.audience_score,
        cast(standings.audience_rank as {{ dbt.type_bigint() }})
            as audience_rank,
        standings.profile_score
    from user_topics
    inner join standings
        on
            user_topics.user_id = standings.user_id
            and user_topics.topic_id = standings.topic_id
)

select * from final
