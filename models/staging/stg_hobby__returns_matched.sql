with

events as (
    select * from {{ ref('stg_hobby__events_screened') }}
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

movements as (
    select
        events.*,
        case when is_return then quantity else 0 end as returned,
        case when is_return then 0 else quantity end as purchased,
        case when is_return then 1 else 0 end as same_time_order
    from events
    inner join pairs_with_returns
        on
            events.user_id = pairs_with_returns.user_id
            and events.product_id = pairs_with_returns.product_id
),

to_date as (
    select
        *,
        sum(returned) over pair_so_far as returned_to_date,
        sum(purchased) over pair_so_far as purchased_to_date
    from movements
    window pair_so_far as (
        partition by user_id, product_id
        order by event_at, same_time_order, event_id
        rows between unbounded preceding and current row
    )
),

-- A return can only undo what was bought before it: the running maximum of
-- returns beyond purchases is the part that never finds a purchase.
matched as (
    select
        *,
        returned_to_date - max(
            case
                when returned_to_date > purchased_to_date
                    then returned_to_date - purchased_to_date
                else 0
            end
        ) over (
            partition by user_id, product_id
            order by event_at, same_time_order, event_id
            rows between unbounded preceding and current row
        ) as matched_to_date
    from to_date
),

totals as (
    select
        *,
        matched_to_date - coalesce(
            lag(matched_to_date) over (
                partition by user_id, product_id
                order by event_at, same_time_order, event_id
            ), 0
        ) as matched_here,
        max(matched_to_date) over (partition by user_id, product_id)
            as matched_quantity,
        max(case when is_return then event_at end)
            over (partition by user_id, product_id) as last_return_at
    from matched
),

latest_first as (
    select
        *,
        coalesce(
            sum(case when event_at <= last_return_at then purchased else 0 end)
                over (
                    partition by user_id, product_id
                    order by event_at desc, same_time_order desc, event_id desc
                    rows between unbounded preceding and 1 preceding
                ), 0
        ) as purchased_later
    from totals
),

final as (
    select
        event_id,
        case
            when is_return then matched_here
            when event_at > last_return_at then 0
            when matched_quantity <= purchased_later then 0
            when matched_quantity - purchased_later < quantity
                then matched_quantity - purchased_later
            else quantity
        end as matched_quantity
    from latest_first
)

select * from final
