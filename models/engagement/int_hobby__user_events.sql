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
        {{ dbt.datediff('events.event_date', 'as_of.as_of_date', 'day') }}
            as age_days
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
        amount,
        event_weight,
        {{ hobby__decay('event_weight', 'age_days') }} as decayed_weight,
        cast(age_days as integer) as age_days,
        event_date,
        event_at
    from dated
)

select * from final
