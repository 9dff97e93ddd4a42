with

collection_products as (
    select * from {{ ref('int_hobby__collection_products') }}
),

final as (
    select {{ hobby__contract_columns() }}
    from collection_products
)

select * from final
