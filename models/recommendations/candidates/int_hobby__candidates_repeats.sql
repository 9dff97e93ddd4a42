{% set half_life = hobby__scoring('repeat_half_life_days') | float -%}

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
again as (
    select
        user_products.user_id,
        user_products.product_id,
        sqrt(repurchase_shares.repeat_share)
        * {{ hobby__log1p('user_products.order_count') }}
        * power(0.5e0, user_products.recency_days / {{ half_life }}e0)
            as strength,
        cast(null as {{ dbt.type_string() }}) as evidence_id
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

{{ hobby__best_candidates('repeat', 'again') }}

select * from final
