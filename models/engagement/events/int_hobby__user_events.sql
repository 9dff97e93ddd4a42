with

events as (
    select * from {{ ref('stg_hobby__events') }}
),

as_of as (
    select * from {{ ref('stg_hobby__as_of') }}
),

dated as (
    select
        events.*,
        -- A view or a cart is an interest, but no money.
        cast(
            case
                when events.event_type = 'purchase' then events.amount
                else 0
            end
            as decimal(18, 4)
        ) as spend_amount,
        cast(
            {{ dbt.datediff('events.event_date', 'as_of.as_of_date', 'day') }}
            as {{ dbt.type_int() }}
        ) as age_days,
        {{ hobby__month_bit('events.event_date', 'as_of.as_of_date') }}
            as month_bit
    from events
    cross join as_of
),

final as (
    select
        event_id,
        user_id,
        product_id,
        event_type,
        quantity,
        spend_amount as amount,
        {{ hobby__capped_amount('spend_amount', 'quantity') }}
            as capped_amount,
        event_weight,
        {{ hobby__decay('event_weight', 'age_days') }} as decayed_weight,
        age_days,
        month_bit,
        -- The topics of all events of one product are the same, so that
        -- counting these counts different products in every topic.
        row_number() over (
            partition by user_id, product_id
            order by event_at, event_id
        ) = 1 as is_first_of_product,
        event_date,
        event_at
    from dated
)

select * from final
