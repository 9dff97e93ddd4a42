with

products as (
    select * from {{ ref('stg_hobby__products') }}
),

final as (
    select
        product_id,
        {{ hobby__hash_of([
            'product_name',
            'category_path',
            'description',
            'brand',
            'attributes',
        ]) }} as text_hash,
        product_name,
        category_path,
        description,
        brand,
        attributes
    from products
)

select * from final
