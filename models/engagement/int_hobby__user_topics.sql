with

topic_events as (
    select * from {{ ref('int_hobby__topic_events') }}
),

user_totals as (
    select * from {{ ref('int_hobby__user_totals') }}
),

aggregated as (
    select
        user_id,
        topic_id,
        count(*) as event_count,
        count(distinct product_id) as product_count,
        count(distinct event_date) as active_day_count,
        count(distinct {{ dbt.date_trunc('month', 'event_date') }})
            as active_month_count,
        sum(amount) as spend_amount,
        sum(event_weight) as event_weight,
        sum(decayed_weight) as decayed_weight,
        min(age_days) as recency_days,
        max(age_days) as oldest_days,
        min(event_at) as first_event_at,
        max(event_at) as last_event_at
    from topic_events
    group by user_id, topic_id
),

final as (
    select
        aggregated.user_id,
        aggregated.topic_id,
        aggregated.event_count,
        aggregated.product_count,
        aggregated.active_day_count,
        aggregated.active_month_count,
        aggregated.recency_days,
        aggregated.oldest_days - aggregated.recency_days as tenure_days,
        aggregated.spend_amount,
        aggregated.event_weight,
        aggregated.decayed_weight,
        {{ hobby__score(hobby__ratio(
            'aggregated.spend_amount', 'user_totals.spend_amount'
        )) }} as spend_share,
        aggregated.first_event_at,
        aggregated.last_event_at
    from aggregated
    inner join user_totals
        on aggregated.user_id = user_totals.user_id
)

select * from final
