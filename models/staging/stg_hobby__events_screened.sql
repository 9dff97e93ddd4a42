with

events as (
    select * from {{ ref('stg_hobby__events_typed') }}
),

as_of as (
    select * from {{ ref('stg_hobby__as_of') }}
),

users as (
    select * from {{ ref('stg_hobby__users') }}
),

event_weights as (
    select * from {{ ref('hobby__event_weights') }}
),

joined as (
    select
        events.*,
        as_of.as_of_date,
        as_of.window_start_date,
        event_weights.event_weight,
        users.has_consent,
        users.deleted_at,
        coalesce(
            events.given_event_id,
            {{ dbt.concat([
                'events.event_key', "'-'",
                'cast(events.occurrence as ' ~ dbt.type_string() ~ ')',
            ]) }}
        ) as event_id,
        events.event_type in ('purchase', 'return')
        and (
            events.quantity < 0
            or events.amount < 0
            or events.event_type = 'return'
        ) as is_return
    from events
    cross join as_of
    left join event_weights
        on events.event_type = event_weights.event_type
    left join users on events.user_id = users.user_id
),

final as (
    select
        event_id,
        user_id,
        product_id,
        event_at,
        cast(event_at as date) as event_date,
        event_type,
        cast(event_weight as decimal(9, 4)) as event_weight,
        cast(abs(quantity) as decimal(18, 4)) as quantity,
        cast(abs(amount) as decimal(18, 4)) as amount,
        unit_price,
        is_return,
        case
            when user_id is null then 'missing_user_id'
            when product_id is null then 'missing_product_id'
            when event_at is null then 'unparsable_event_at'
            when has_unparsable_number then 'unparsable_number'
            when event_weight is null then 'unknown_event_type'
            when given_event_id is not null and occurrence > 1
                then 'repeated_event_id'
            when quantity = 0 then 'zero_quantity'
            when quantity < 0 and event_type not in ('purchase', 'return')
                then 'negative_quantity'
            when deleted_at is not null then 'deleted_user'
            when not coalesce(has_consent, true) then 'no_consent'
            when cast(event_at as date) > as_of_date
                then 'after_as_of_date'
        end as rejection_reason,
        cast(event_at as date) < window_start_date as is_before_window
    from joined
)

select * from final
