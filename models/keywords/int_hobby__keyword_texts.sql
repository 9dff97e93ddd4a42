with

products_hashed as (
    select * from {{ ref('int_hobby__products_hashed') }}
),

product_sensitivity as (
    select * from {{ ref('int_hobby__product_sensitivity') }}
),

-- A text that touches anything sensitive has no keywords, whatever is shown
-- elsewhere: a keyword names what somebody is in the middle of.
sensitive_texts as (
    select distinct products_hashed.text_hash
    from products_hashed
    left join product_sensitivity
        on products_hashed.product_id = product_sensitivity.product_id
    where coalesce(product_sensitivity.is_sensitive, true)
),

final as (
    select
        products_hashed.text_hash,
        max(products_hashed.product_name) as product_name,
        max(products_hashed.category_path) as category_path,
        max(products_hashed.description) as description,
        max(products_hashed.brand) as brand,
        max(products_hashed.attributes) as attributes
    from products_hashed
    left join sensitive_texts
        on products_hashed.text_hash = sensitive_texts.text_hash
    where sensitive_texts.text_hash is null
    group by products_hashed.text_hash
)

select * from final
