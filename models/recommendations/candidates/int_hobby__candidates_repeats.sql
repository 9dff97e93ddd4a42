{% set half_life = hobby__scoring('repeat_half_life_days') | float -%}
{% set prior = hobby__scoring('repeat_prior') | float -%}

with

user_products as (
    select * from {{ ref('int_hobby__user_products') }}
),

repurchase_shares as (
    select * from {{ ref('int_hobby__repurchase_shares') }}
),

offered as (
    select * from {{ ref('int_hobby__offered_products') }}
),

-- What was bought once comes again only where others buy it again.
bought as (
    select
        user_products.*,
        repurchase_shares.buyer_count - 1 as others,
        repurchase_shares.repeat_buyer_count,
        repurchase_shares.goods_buyer_count - 1 as goods_others,
        repurchase_shares.goods_repeat_buyer_count,
        repurchase_shares.shop_repeat_share,
        case when user_products.order_count > 1 then 1 else 0 end as own
    from user_products
    inner join repurchase_shares
        on user_products.product_id = repurchase_shares.product_id
    inner join offered
        on user_products.product_id = offered.product_id
    where
        user_products.order_count > 1
        or repurchase_shares.repeat_buyer_count
        >= {{ hobby__scoring('repeat_min_buyers') }}
),

-- Others tell whether it is a thing to buy again: few of them say little, and
-- lean on the buyers of such goods, those on the shop's.
shared as (
    select
        *,
        (
            repeat_buyer_count - own + {{ prior }}e0
            * (
                goods_repeat_buyer_count - own + {{ prior }}e0
                * shop_repeat_share
            ) / (goods_others + {{ prior }}e0)
        ) / (others + {{ prior }}e0) as repeat_share
    from bought
),

-- What others seldom buy twice was bought for two, until it is bought a third
-- time; who let three times pass has stopped.
again as (
    select
        user_id,
        product_id,
        sqrt(repeat_share)
        * {{ hobby__log1p('order_count') }}
        * power(0.5e0, recency_days / {{ half_life }}e0) as strength,
        cast(null as {{ dbt.type_string() }}) as evidence_id
    from shared
    where
        (
            order_count > 2
            or repeat_share
            >= {{ hobby__scoring('repeat_min_share') | float }}e0
        )
        and (
            order_count = 1
            or recency_days * order_count
            <= (tenure_days + {{ half_life }}e0)
            * {{ hobby__scoring('ended_after_gaps') | float }}e0
        )
),

{{ hobby__best_candidates('repeat', 'again') }}

select * from final
