-- What users looked for. A search need not have led to a product.
with

events as (
    select * from {{ ref('stg_hobby__events_screened') }}
    where event_type = 'search' and search_query is not null
),

as_of as (
    select * from {{ ref('stg_hobby__as_of') }}
),

implausible_users as (
    select * from {{ ref('stg_hobby__implausible_users') }}
),

numbered as (
    select
        events.*,
        row_number() over (
            partition by events.event_id
            order by events.event_at, events.search_query
        ) as occurrence
    from events
    cross join as_of
    left join implausible_users
        on events.user_id = implausible_users.user_id
    where
        coalesce(events.rejection_reason, 'missing_product_id')
        = 'missing_product_id'
        and events.event_date >= as_of.window_start_date
        and events.event_date <= as_of.as_of_date
        and implausible_users.user_id is null
),

final as (
    select
        event_id,
        user_id,
        search_query,
        event_weight,
        event_at
    from numbered
    where occurrence = 1
)

select * from final
