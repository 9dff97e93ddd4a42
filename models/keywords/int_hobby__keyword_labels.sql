with

product_labels as (
    select * from {{ ref('int_hobby__product_labels') }}
    where is_accepted and not is_sensitive
),

products_hashed as (
    select * from {{ ref('int_hobby__products_hashed') }}
),

final as (
    select
        products_hashed.text_hash,
        product_labels.label,
        max(product_labels.relevance) as relevance
    from product_labels
    inner join products_hashed
        on product_labels.product_id = products_hashed.product_id
    group by products_hashed.text_hash, product_labels.label
)

select * from final
