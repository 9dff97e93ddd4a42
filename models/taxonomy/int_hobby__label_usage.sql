with

product_labels as (
    select * from {{ ref('int_hobby__product_labels') }}
),

products_hashed as (
    select * from {{ ref('int_hobby__products_hashed') }}
),

final as (
    select
        product_labels.label,
        products_hashed.text_hash,
        max(products_hashed.product_name) as product_name,
        max(products_hashed.category_path) as category_path,
        -- Equal texts carry equal labels, but labels a shop brings along are
        -- per product and may differ in kind: the smallest is as good as any.
        min(product_labels.kind) as kind,
        bool_or(product_labels.is_sensitive) as is_sensitive,
        count(distinct product_labels.product_id) as product_count
    from product_labels
    inner join products_hashed
        on product_labels.product_id = products_hashed.product_id
    where product_labels.is_accepted
    group by product_labels.label, products_hashed.text_hash
)

select * from final
