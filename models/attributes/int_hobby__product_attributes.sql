with

products_hashed as (
    select * from {{ ref('int_hobby__products_hashed') }}
),

texts_tagged as (
    select * from {{ ref('int_hobby__texts_tagged') }}
    where refusal is null
),

price_bands as (
    select * from {{ ref('int_hobby__price_bands') }}
),

-- What a sensitive product is like would tell of it: its brand above all.
shown as (
    select product_id from {{ ref('int_hobby__product_sensitivity') }}
    where {{ hobby__is_shown('is_sensitive') }}
),

told as (
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
),

final as (
    select told.*
    from told
    inner join shown
        on told.product_id = shown.product_id
)

select * from final
