with

events as (
    select * from {{ ref('int_hobby__user_events') }}
),

final as (
    select
        user_id,
        count(*) as event_count,
        count(distinct event_date) as active_day_count,
        count(distinct product_id) as product_count,
        sum(amount) as spend_amount,
        sum(decayed_weight) as decayed_weight,
        min(event_at) as first_event_at,
        max(event_at) as last_event_at
    from events
    group by user_id
)

select * from final
