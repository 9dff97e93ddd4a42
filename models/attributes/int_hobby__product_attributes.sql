with

products_hashed as (
    select * from {{ ref('int_hobby__products_hashed') }}
),

texts_tagged as (
    select * from {{ ref('int_hobby__texts_tagged') }}
),

price_bands as (
    select * from {{ ref('int_hobby__price_bands') }}
),

final as (
    select
        products_hashed.product_id,
        texts_tagged.attribute,
        texts_tagged.value,
        texts_tagged.confidence,
        texts_tagged.source
    from products_hashed
    inner join texts_tagged
        on products_hashed.text_hash = texts_tagged.text_hash
    union all
    select
        product_id,
        'price_band' as attribute,
        price_band as value,
        confidence,
        'price' as source
    from price_bands
)

select * from final
