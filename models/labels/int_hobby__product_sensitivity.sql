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
        {{ dbt.bool_or('is_sensitive') }} as is_sensitive
    from product_labels
    group by product_id
),

final as (
    select
        products_hashed.product_id,
        names_screened.product_name is not null
        or coalesce(labels_of_products.is_sensitive, false) as is_sensitive,
        names_screened.product_name is not null as has_sensitive_name,
        coalesce(labels_of_products.is_sensitive, false)
            as has_sensitive_label,
        coalesce(names_screened.sensitive_topic = 'unscreened', false)
            as is_unscreened,
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
)

select * from final
