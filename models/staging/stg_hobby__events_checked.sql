with

events as (
    select * from {{ ref('stg_hobby__events_screened') }}
),

returns_matched as (
    select * from {{ ref('int_hobby__returns_matched') }}
),

joined as (
    select
        events.*,
        case
            when events.rejection_reason is null
                then coalesce(returns_matched.matched_quantity, 0)
            else 0
        end as matched_quantity,
        coalesce(returns_matched.refunded_amount, 0) as refunded_amount
    from events
    left join returns_matched on events.event_id = returns_matched.event_id
),

final as (
    select
        event_id,
        user_id,
        product_id,
        event_at,
        event_date,
        event_type,
        event_weight,
        unit_price,
        cast(
            case
                when is_return then 0
                else quantity - matched_quantity
            end as decimal(18, 4)
        ) as quantity,
        cast(
            case
                when is_return then 0
                else greatest(0, amount * case
                    when matched_quantity = 0 then 1
                    else (quantity - matched_quantity) / quantity
                end - refunded_amount)
            end as decimal(18, 4)
        ) as amount,
        case
            when rejection_reason is not null then 'rejected'
            when is_return and matched_quantity + refunded_amount > 0
                then 'return'
            when is_return then 'rejected'
            when is_before_window then 'rejected'
            when matched_quantity >= quantity then 'return'
            else 'accepted'
        end as outcome,
        case
            when rejection_reason is not null then rejection_reason
            when is_return and matched_quantity + refunded_amount > 0
                then 'return_applied'
            when is_return then 'return_without_purchase'
            when is_before_window then 'before_window'
            when matched_quantity >= quantity then 'returned_in_full'
        end as reason
    from joined
)

select * from final
