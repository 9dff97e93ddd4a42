with

products as (
    select * from {{ ref('stg_hobby__products') }}
),

product_sensitivity as (
    select * from {{ ref('int_hobby__product_sensitivity') }}
    where {{ hobby__is_shown('is_sensitive') }}
),

products_set_aside as (
    select * from {{ ref('int_hobby__products_set_aside') }}
),

price_bands as (
    select * from {{ ref('hobby__product_attributes') }}
    where attribute = 'price_band'
),

main_topics as (
    select * from {{ ref('int_hobby__product_main_topics') }}
),

purchases as (
    select * from {{ ref('int_hobby__purchases_judged') }}
    where set_aside_reason is null
),

buyers as (
    select
        product_id,
        count(*) as buyer_count,
        sum(recent_weight) as recent_buyer_count
    from purchases
    group by product_id
),

final as (
    select
        products.product_id,
        products.product_name,
        price_bands.value as price_band,
        main_topics.topic_id as main_topic_id,
        coalesce(buyers.buyer_count, 0) as buyer_count,
        coalesce(cast(buyers.recent_buyer_count as double), 0.0e0)
            as recent_buyer_count
    from products
    inner join product_sensitivity
        on products.product_id = product_sensitivity.product_id
    left join buyers
        on products.product_id = buyers.product_id
    left join price_bands
        on products.product_id = price_bands.product_id
    left join main_topics
        on products.product_id = main_topics.product_id
    where
        products.product_id not in (
            select product_id from products_set_aside
        )
)

select * from final
