with

events as (
    select * from {{ ref('int_hobby__user_events') }}
    where event_type = 'purchase' and quantity > 0
),

counted as (
    select
        user_id,
        product_id,
        count(distinct event_date) as order_count,
        min(age_days) as recency_days,
        max(age_days) - min(age_days) as tenure_days,
        max(decayed_weight) as recent_weight
    from events
    group by user_id, product_id
),

-- One bought again comes back in the user's own time; never sooner than a week.
final as (
    select
        *,
        case
            when order_count > 1
                then
                    greatest(
                        7.0e0,
                        {{ hobby__ratio('tenure_days', 'order_count - 1') }}
                    )
        end as interval_days
    from counted
)

select * from final
