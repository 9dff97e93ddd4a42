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

implausible_users as (
    select * from {{ ref('stg_hobby__implausible_users') }}
),

final as (
    select
        events.given_event_id,
        events.event_key,
        events.user_id,
        events.product_id,
        events.event_at,
        events.event_type,
        events.quantity,
        events.amount,
        events.unit_price,
        events.search_query,
        event_weights.event_weight,
        cast(events.event_at as date) as event_date,
        cast(events.event_at as date) < as_of.window_start_date
            as is_before_window,
        events.event_type in ('purchase', 'return')
        and (
            events.quantity < 0
            or events.amount < 0
            or events.event_type = 'return'
        ) as is_return,
        case
            when users.is_deleted and users.only_user_id = events.user_id
                then 'deleted_user'
            when not users.has_consent and users.only_user_id = events.user_id
                then 'no_consent'
            when users.is_deleted or not users.has_consent
                then 'other_spelling_left_out'
        end as left_out_reason,
        case
            when events.row_problem is not null then events.row_problem
            when events.amount is null then 'unparsable_number'
            when event_weights.event_weight is null then 'unknown_event_type'
            when
                events.quantity = 0
                and not (
                    events.amount <> 0
                    and (
                        events.event_type = 'return'
                        or (
                            events.event_type = 'purchase'
                            and events.amount < 0
                        )
                    )
                )
                then 'zero_quantity'
            when
                events.quantity < 0
                and events.event_type not in ('purchase', 'return')
                then 'negative_quantity'
            when
                events.amount < 0
                and events.event_type not in ('purchase', 'return')
                then 'negative_amount'
            when events.event_at < cast('1990-01-01' as date)
                then 'before_1990'
            when cast(events.event_at as date) > as_of.as_of_date
                then 'after_as_of_date'
            when implausible_users.user_id is not null then 'implausible_user'
        end as own_reason
    from events
    cross join as_of
    left join event_weights
        on events.event_type = event_weights.event_type
    left join users
        on {{ hobby__match_key('events.user_id') }} = users.match_key
    left join implausible_users
        on events.user_id = implausible_users.user_id
)

select * from final
