with

product_neighbours as (
    select * from {{ ref('int_hobby__product_neighbours') }}
),

final as (
    select {{ hobby__contract_columns() }}
    from product_neighbours
)

select * from final
