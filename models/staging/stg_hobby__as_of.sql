with

events as (
    select * from {{ ref('stg_hobby__events_typed') }}
),

-- Counted rather than filtered: DuckDB would push a condition into the view of
-- events, and work out its columns many times over.
event_days as (
    select
        cast(event_at as date) as event_date,
        sum(
            case
                when
                    row_problem is null
                    and cast(event_at as date) >= cast('1990-01-01' as date)
                    and cast(event_at as date)
                    <= cast('{{ run_started_at.strftime("%Y-%m-%d") }}' as date)
                    then 1
                else 0
            end
        ) as event_count
    from events
    group by cast(event_at as date)
),

in_order as (
    select
        event_date,
        event_count,
        lag(event_date) over (order by event_date) as previous_date,
        sum(event_count) over (
            order by event_date desc
            rows between unbounded preceding and current row
        ) as count_from_here,
        sum(event_count) over () as total_count
    from event_days
    where event_count > 0
),

-- A date typed wrongly must not move the day that all others count back from:
-- very few events after a long pause are taken for slips.
slips as (
    select min(event_date) as first_slip_date
    from in_order
    where
        event_date > {{ dbt.dateadd('day', 90, 'previous_date') }}
        and total_count >= 20
        and (count_from_here = 1 or count_from_here * 100 <= total_count)
),

last_event as (
    select
        max(
            case
                when
                    slips.first_slip_date is null
                    or in_order.event_date < slips.first_slip_date
                    then in_order.event_date
            end
        ) as last_event_date,
        max(in_order.event_date) as latest_date
    from in_order
    cross join slips
),

as_of as (
    select
        {% if var('hobby__as_of_date') -%}
        cast('{{ var("hobby__as_of_date") }}' as date)
        {%- else -%}
        coalesce(last_event_date, cast('1970-01-01' as date))
        {%- endif %} as as_of_date,
        latest_date
    from last_event
),

final as (
    select
        as_of_date,
        cast(
            {{ dbt.dateadd(
                'day', 1 - var('hobby__lookback_days') | int, 'as_of_date'
            ) }} as date
        ) as window_start_date,
        latest_date as latest_event_date
    from as_of
)

select * from final
