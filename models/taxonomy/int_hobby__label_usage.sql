with

product_labels as (

    select * from {{ ref('int_hobby__product_labels') }}

),

products_hashed as (

    select * from {{ ref('int_hobby__products_hashed') }}

),

product_texts as (

    select * from {{ ref('int_hobby__product_texts') }}

),

accepted as (

    select
        product_labels.label,
        products_hashed.text_hash,
        product_labels.kind,
        product_labels.is_sensitive,
        product_labels.product_id
    from product_labels
    inner join products_hashed
        on product_labels.product_id = products_hashed.product_id
    where product_labels.is_accepted

),

counted as (

    select
        label,
        text_hash,
        -- Equal texts carry equal labels, but labels a shop brings along are
        -- per product and may differ in kind: the smallest is as good as any.
        min(kind) as kind,
        bool_or(is_sensitive) as is_sensitive,
        count(distinct product_id) as product_count
    from accepted
    group by label, text_hash

),

final as (

    select
        counted.label,
        counted.text_hash,
        product_texts.category_path,
        counted.kind,
        counted.is_sensitive,
        counted.product_count
    from counted
    inner join product_texts
        on counted.text_hash = product_texts.text_hash

)

select * from final
