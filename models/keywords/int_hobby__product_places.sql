with

products_hashed as (
    select * from {{ ref('int_hobby__products_hashed') }}
),

texts_placed as (
    select * from {{ ref('int_hobby__texts_placed') }}
),

final as (
    select
        products_hashed.product_id,
        texts_placed.keyword,
        texts_placed.nearness
    from products_hashed
    inner join texts_placed
        on products_hashed.text_hash = texts_placed.text_hash
)

select * from final
