with

product_summary as (
    select * from {{ ref('int_hobby__product_summary') }}
),

final as (
    select {{ hobby__contract_columns() }}
    from product_summary
)

select * from final
