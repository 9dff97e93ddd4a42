with

products_hashed as (
    select * from {{ ref('int_hobby__products_hashed') }}
),

texts_keyworded as (
    select * from {{ ref('int_hobby__texts_keyworded') }}
),

final as (
    select
        products_hashed.product_id,
        texts_keyworded.keyword,
        texts_keyworded.salience,
        texts_keyworded.source
    from products_hashed
    inner join texts_keyworded
        on products_hashed.text_hash = texts_keyworded.text_hash
)

select * from final
