-- depends_on: {{ ref('stg_hobby__input_health') }}
-- depends_on: {{ ref('stg_hobby__events_screened') }}
with

events as (
    select * from {{ ref('stg_hobby__events_checked') }}
),

final as (
    select
        event_id,
        user_id,
        product_id,
        event_type,
        quantity,
        amount,
        unit_price,
        event_weight,
        event_date,
        event_at
    from events
    where outcome = 'accepted'
)

select * from final
