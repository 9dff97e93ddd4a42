with

product_attributes as (
    select * from {{ ref('int_hobby__product_attributes') }}
),

final as (
    select {{ hobby__contract_columns() }}
    from product_attributes
)

select * from final
