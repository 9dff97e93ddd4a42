with

products_hashed as (
    select * from {{ ref('int_hobby__products_hashed') }}
),

product_labels as (
    select * from {{ ref('stg_hobby__product_labels') }}
),

event_counts as (
    select * from {{ ref('int_hobby__product_event_counts') }}
),

products_to_label as (
    select products_hashed.*
    from products_hashed
    left join product_labels
        on products_hashed.product_id = product_labels.product_id
    where product_labels.product_id is null
),

final as (
    select
        products_to_label.text_hash,
        max(products_to_label.product_name) as product_name,
        max(products_to_label.category_path) as category_path,
        max(products_to_label.description) as description,
        max(products_to_label.brand) as brand,
        max(products_to_label.attributes) as attributes,
        count(*) as product_count,
        cast(
            coalesce(sum(event_counts.event_count), 0) as bigint
        ) as event_count
    from products_to_label
    left join event_counts
        on products_to_label.product_id = event_counts.product_id
    group by products_to_label.text_hash
)

select * from final
