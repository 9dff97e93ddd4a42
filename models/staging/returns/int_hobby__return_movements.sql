with

events as (
    select
        *,
        case when is_return then 1 else 0 end as same_time_order
    from {{ ref('stg_hobby__events_screened') }}
    where
        rejection_reason is null
        and event_type in ('purchase', 'return')
),

pairs_with_returns as (
    select distinct
        user_id,
        product_id
    from events
    where is_return
),

-- Every return looks at the purchase before it.
in_order as (
    select
        events.*,
        sum(1 - events.same_time_order) over (
            partition by events.user_id, events.product_id
            order by
                events.event_at, events.same_time_order, events.event_id
            rows between unbounded preceding and current row
        ) as purchase_number
    from events
    inner join pairs_with_returns
        on
            events.user_id = pairs_with_returns.user_id
            and events.product_id = pairs_with_returns.product_id
),

beside_purchase as (
    select
        *,
        max(case when not is_return then amount / quantity end) over (
            partition by user_id, product_id, purchase_number
        ) as last_unit_price
    from in_order
),

-- Money without goods: less than half of what the units had cost.
final as (
    select
        event_id,
        user_id,
        product_id,
        event_at,
        same_time_order,
        purchase_number,
        is_return,
        quantity,
        amount,
        {{ hobby__is_refund() }} as is_refund,
        case
            when not is_return then quantity
            when {{ hobby__is_refund() }} then 0
            else -quantity
        end as change
    from beside_purchase
)

select * from final
