with

events as (
    select * from {{ ref('stg_hobby__events_typed') }}
),

last_event as (
    select max(cast(event_at as date)) as last_event_date
    from events
    where
        user_id is not null
        and product_id is not null
        and cast(event_at as date)
        <= cast('{{ run_started_at.strftime("%Y-%m-%d") }}' as date)
),

as_of as (
    select
        {% if var('hobby__as_of_date') -%}
        cast('{{ var("hobby__as_of_date") }}' as date)
        {%- else -%}
        coalesce(last_event_date, cast('1970-01-01' as date))
        {%- endif %} as as_of_date
    from last_event
),

final as (
    select
        as_of_date,
        cast(
            {{ dbt.dateadd(
                'day', 1 - var('hobby__lookback_days') | int, 'as_of_date'
            ) }} as date
        ) as window_start_date
    from as_of
)

select * from final
