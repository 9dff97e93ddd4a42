{% set prior = hobby__scoring('repeat_prior') | float -%}

with

user_products as (
    select * from {{ ref('int_hobby__user_products') }}
),

main_topics as (
    select * from {{ ref('int_hobby__product_main_topics') }}
),

counted as (
    select
        user_products.product_id,
        main_topics.topic_id,
        count(*) as buyer_count,
        count(case when user_products.order_count > 1 then 1 end)
            as repeat_buyer_count
    from user_products
    left join main_topics
        on user_products.product_id = main_topics.product_id
    group by user_products.product_id, main_topics.topic_id
),

shop as (
    select
        {{ hobby__ratio('sum(repeat_buyer_count)', 'sum(buyer_count)') }}
            as repeat_share
    from counted
),

topics as (
    select
        counted.topic_id,
        (
            sum(counted.repeat_buyer_count)
            + {{ prior }}e0 * max(shop.repeat_share)
        ) / (sum(counted.buyer_count) + {{ prior }}e0) as repeat_share
    from counted
    cross join shop
    where counted.topic_id is not null
    group by counted.topic_id
),

-- Few buyers say little: a product's share leans on its topic's, that on the
-- shop's.
final as (
    select
        counted.product_id,
        counted.repeat_buyer_count,
        (
            counted.repeat_buyer_count
            + {{ prior }}e0 * coalesce(topics.repeat_share, shop.repeat_share)
        ) / (counted.buyer_count + {{ prior }}e0) as repeat_share
    from counted
    cross join shop
    left join topics
        on counted.topic_id = topics.topic_id
)

select * from final
