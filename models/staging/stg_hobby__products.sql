with

products as (
    select * from {{ ref('stg_hobby__products_checked') }}
),

final as (
    select
        product_id,
        product_name,
        category_path,
        description,
        brand,
        attributes,
        price_amount
    from products
    where rejection_reason is null
)

select * from final
