with

products as (
    select * from {{ ref('stg_hobby__products') }}
),

main_topics as (
    select * from {{ ref('int_hobby__product_main_topics') }}
),

final as (
    select
        products.product_id,
        coalesce(nullif(products.category_path, ''), main_topics.topic_id)
            as goods,
        coalesce(main_topics.topic_id, '') as topic_id
    from products
    left join main_topics
        on products.product_id = main_topics.product_id
)

select * from final
where goods is not null
