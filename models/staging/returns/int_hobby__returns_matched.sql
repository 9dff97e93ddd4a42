with

movements as (
    select * from {{ ref('int_hobby__return_movements') }}
),

summed as (
    select
        *,
        sum(change) over (
            partition by user_id, product_id
            order by event_at, same_time_order, event_id
            rows between unbounded preceding and current row
        ) as change_to_date
    from movements
),

-- What is held never falls below nothing: a return of more undoes no more.
held as (
    select
        *,
        change_to_date - least(0, min(change_to_date) over (
            partition by user_id, product_id
            order by event_at, same_time_order, event_id
            rows between unbounded preceding and current row
        )) as held_after
    from summed
),

-- A return undoes the latest units held, so of a purchase there remains what
-- lies between the units held before it and the fewest held after it.
looked_ahead as (
    select
        *,
        coalesce(lag(held_after) over (
            partition by user_id, product_id
            order by event_at, same_time_order, event_id
        ), 0) as held_before,
        min(held_after) over (
            partition by user_id, product_id
            order by event_at, same_time_order, event_id
            rows between current row and unbounded following
        ) as fewest_held,
        sum(case when is_refund then amount else 0 end) over (
            partition by user_id, product_id, purchase_number
        ) as refunded
    from held
),

final as (
    select
        event_id,
        case
            when is_return then greatest(0, held_before - held_after)
            else quantity - greatest(0, fewest_held - held_before)
        end as matched_quantity,
        case when is_refund then amount when is_return then 0 else refunded end
            as refunded_amount
    from looked_ahead
)

select * from final
