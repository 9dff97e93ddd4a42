-- Time: what a user does about one thing falls into spells, parted by pauses.
{% set gap = var('hobby__journey_gap_days') -%}

with

events as (
    select * from {{ ref('int_hobby__user_events') }}
),

journey_products as (
    select * from {{ ref('int_hobby__journey_products') }}
),

placed as (
    select
        events.*,
        journey_products.root_keyword,
        lag(events.age_days) over (
            partition by events.user_id, journey_products.root_keyword
            order by events.event_at, events.event_id
        ) - events.age_days as pause_days
    from events
    inner join journey_products
        on
            events.user_id = journey_products.user_id
            and events.product_id = journey_products.product_id
),

final as (
    select
        event_id,
        user_id,
        product_id,
        root_keyword,
        sum(case when pause_days > {{ gap }} then 1 else 0 end) over (
            partition by user_id, root_keyword
            order by event_at, event_id
            rows between unbounded preceding and current row
        ) as spell_number,
        amount,
        event_weight,
        decayed_weight,
        age_days,
        month_bit,
        event_date,
        event_at
    from placed
)

select * from final
