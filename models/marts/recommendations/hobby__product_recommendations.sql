with

product_recommendations as (
    select * from {{ ref('int_hobby__product_recommendations') }}
),

final as (
    select {{ hobby__contract_columns() }}
    from product_recommendations
)

select * from final
