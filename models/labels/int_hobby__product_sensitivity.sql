with

products_hashed as (
    select * from {{ ref('int_hobby__products_hashed') }}
),

names_screened as (
    select * from {{ ref('int_hobby__names_screened') }}
),

product_labels as (
    select * from {{ ref('int_hobby__product_labels') }}
),

labels_of_products as (
    select
        product_id,
        bool_or(is_sensitive) as has_sensitive_label
    from product_labels
    group by product_id
),

marked as (
    select
        products_hashed.product_id,
        names_screened.product_name is not null as has_sensitive_name,
        coalesce(names_screened.sensitive_topic = 'unscreened', false)
            as is_unscreened,
        coalesce(labels_of_products.has_sensitive_label, false)
            as has_sensitive_label,
        names_screened.sensitive_topic as name_topic
    from products_hashed
    left join names_screened
        on
            coalesce(products_hashed.product_name, '')
            = names_screened.product_name
            and coalesce(products_hashed.category_path, '')
            = names_screened.category_path
    left join labels_of_products
        on products_hashed.product_id = labels_of_products.product_id
),

final as (
    select
        product_id,
        has_sensitive_name or has_sensitive_label as is_sensitive,
        has_sensitive_name,
        has_sensitive_label,
        is_unscreened,
        name_topic
    from marked
)

select * from final
