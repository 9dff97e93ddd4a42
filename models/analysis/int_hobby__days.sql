{% set days = var('hobby__lookback_days') | int + 31 -%}

with

as_of as (
    select * from {{ ref('stg_hobby__as_of') }}
),

numbers as (
    {{ dbt.generate_series(days) }}
),

final as (
    select
        cast(
            {{ dbt.dateadd(
                'day', '1 - cast(generated_number as integer)', 'as_of_date'
            ) }} as date
        ) as day_date
    from as_of
    cross join numbers
)

select * from final
