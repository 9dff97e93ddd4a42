with

user_products as (
    select * from {{ ref('int_hobby__user_products') }}
),

kinds as (
    select * from {{ ref('int_hobby__product_kinds') }}
),

buyers as (
    select
        product_id,
        count(*) as buyer_count,
        count(case when order_count > 1 then 1 end) as repeat_buyer_count
    from user_products
    group by product_id
),

counted as (
    select
        buyers.*,
        kinds.goods
    from buyers
    left join kinds
        on buyers.product_id = kinds.product_id
),

shop as (
    select
        {{ hobby__ratio('sum(repeat_buyer_count)', 'sum(buyer_count)') }}
            as repeat_share
    from counted
),

goods as (
    select
        goods,
        sum(buyer_count) as buyer_count,
        sum(repeat_buyer_count) as repeat_buyer_count
    from counted
    where goods is not null
    group by goods
),

final as (
    select
        counted.product_id,
        counted.buyer_count,
        counted.repeat_buyer_count,
        coalesce(goods.buyer_count, counted.buyer_count)
            as goods_buyer_count,
        coalesce(goods.repeat_buyer_count, counted.repeat_buyer_count)
            as goods_repeat_buyer_count,
        shop.repeat_share as shop_repeat_share
    from counted
    cross join shop
    left join goods
        on counted.goods = goods.goods
)

select * from final
