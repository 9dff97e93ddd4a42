with

measures as (
    select * from {{ ref('hobby__health_snapshot') }}
),

final as (
    select
        as_of_date,
        area,
        measure,
        measured_value
    from measures
    where dbt_valid_to is null
)

select * from final
