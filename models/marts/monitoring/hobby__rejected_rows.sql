with

rejected_rows as (
    select * from {{ ref('int_hobby__rejected_rows') }}
),

final as (
    select {{ hobby__contract_columns() }}
    from rejected_rows
)

select * from final
