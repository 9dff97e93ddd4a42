with

rejected_rows as (
    select * from {{ ref('int_hobby__rejected_rows') }}
),

final as (
    select
        cast(input_table as {{ dbt.type_string() }}) as input_table,
        cast(outcome as {{ dbt.type_string() }}) as outcome,
        cast(reason as {{ dbt.type_string() }}) as reason,
        cast(example_id as {{ dbt.type_string() }}) as example_id,
        cast(value_seen as {{ dbt.type_string() }}) as value_seen,
        cast(row_count as {{ dbt.type_bigint() }}) as row_count
    from rejected_rows
)

select * from final
