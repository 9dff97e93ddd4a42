with

events as (
    select * from {{ ref('int_hobby__user_events') }}
),

final as (
    select
        cast({{ dbt.date_trunc('month', 'event_date') }} as date)
            as month_date,
        {{ hobby__month_number('event_date') }} as month_number,
        count(*) as event_count,
        count(distinct user_id) as user_count,
        sum(amount) as spend_amount
    from events
    group by 1, 2
)

select * from final
