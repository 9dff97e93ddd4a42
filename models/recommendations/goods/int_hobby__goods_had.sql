with

user_products as (
    select * from {{ ref('int_hobby__user_products') }}
),

bought_once as (
    select * from {{ ref('int_hobby__another_shares') }}
    where another_lift < {{ hobby__scoring('another_min_lift') }}
),

final as (
    select distinct
        user_products.user_id,
        bought_once.goods
    from user_products
    inner join bought_once
        on user_products.product_id = bought_once.product_id
)

select * from final
