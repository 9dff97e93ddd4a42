with

failures as (
    select * from {{ ref('int_hobby__journey_failures') }}
),

final as (
    select
        failure,
        cast(failed_count as {{ dbt.type_bigint() }}) as failed_count,
        cast(checked_count as {{ dbt.type_bigint() }}) as checked_count,
        {{ hobby__score(hobby__ratio('failed_count', 'checked_count')) }}
            as failure_rate
    from failures
)

select * from final
