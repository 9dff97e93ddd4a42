with

measures as (
    select * from {{ ref('int_hobby__taxonomy_measures') }}
),

final as (
    select
        cast(measure as {{ dbt.type_string() }}) as measure,
        cast(severity as {{ dbt.type_string() }}) as severity,
        measured_value,
        cast(lowest_value as double) as lowest_value,
        cast(highest_value as double) as highest_value,
        is_healthy
    from measures
)

select * from final
