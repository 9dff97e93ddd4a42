{% set prior = hobby__scoring('repeat_prior') | float -%}

with

user_products as (
    select * from {{ ref('int_hobby__user_products') }}
),

kinds as (
    select * from {{ ref('int_hobby__product_kinds') }}
),

firsts as (
    select
        user_products.user_id,
        kinds.goods,
        kinds.topic_id,
        user_products.recency_days + user_products.tenure_days as first_age
    from user_products
    inner join kinds
        on user_products.product_id = kinds.product_id
),

-- Another one is a different product on a later day: two colours of one shirt
-- in one parcel say nothing of the next.
goods_users as (
    select
        user_id,
        goods,
        case when max(first_age) > min(first_age) then 1 else 0 end
            as has_another
    from firsts
    group by user_id, goods
),

topic_users as (
    select
        user_id,
        goods,
        topic_id,
        case when max(first_age) > min(first_age) then 1 else 0 end
            as has_another
    from firsts
    group by user_id, goods, topic_id
),

shop as (
    select avg(has_another * 1.0e0) as another_share
    from goods_users
),

goods_counts as (
    select
        goods,
        count(*) as buyer_count,
        sum(has_another) as another_count
    from goods_users
    group by goods
),

topic_counts as (
    select
        goods,
        topic_id,
        count(*) as buyer_count,
        sum(has_another) as another_count
    from topic_users
    group by goods, topic_id
),

-- Few buyers of a topic's goods lean on those of the goods, these on the
-- shop's.
shares as (
    select
        topic_counts.goods,
        topic_counts.topic_id,
        shop.another_share as shop_another_share,
        (
            topic_counts.another_count + {{ prior }}e0 * (
                goods_counts.another_count
                + {{ prior }}e0 * shop.another_share
            ) / (goods_counts.buyer_count + {{ prior }}e0)
        ) / (topic_counts.buyer_count + {{ prior }}e0) as another_share
    from topic_counts
    cross join shop
    inner join goods_counts
        on topic_counts.goods = goods_counts.goods
),

final as (
    select
        kinds.product_id,
        kinds.goods,
        {% call hobby__round(digits=9) %}
            {{ hobby__ratio(
                'shares.another_share', 'shares.shop_another_share'
            ) }}
        {% endcall %}
            as another_lift
    from kinds
    inner join shares
        on
            kinds.goods = shares.goods
            and kinds.topic_id = shares.topic_id
)

select * from final
