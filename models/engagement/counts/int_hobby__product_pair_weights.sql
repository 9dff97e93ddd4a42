{% set most = hobby__scoring('basket_max_products') -%}
{% set power = hobby__scoring('basket_size_discount') | float -%}
{#- As in hobby_profiles.neighbours.together, which reads these pairs. -#}
{% set matrix_products = 6000 -%}
{% set fewest_baskets = 3 -%}

with

purchases as (
    select * from {{ ref('int_hobby__purchases_judged') }}
    where set_aside_reason is null
),

-- A product that one alone bought goes with nothing for anybody else.
shared as (
    select
        user_id,
        product_id,
        last_event_at,
        count(*) over (partition by product_id) as buyer_count
    from purchases
),

placed as (
    select
        user_id,
        product_id,
        row_number() over (
            partition by user_id
            order by last_event_at desc, product_id asc
        ) as product_place,
        count(*) over (partition by user_id) as basket_size
    from shared
    where buyer_count >= 2
),

-- Whoever buys everything says little of what goes together. A decimal, so
-- that sums are the same in any order of rows.
weighted as (
    select
        user_id,
        product_id,
        cast(
            1.0e0 / power(cast(basket_size as double), {{ power }}e0)
            as decimal(18, 9)
        ) as basket_weight
    from placed
    where product_place <= {{ most }}
),

counted as (
    select count(distinct product_id) as product_count from weighted
),

paired as (
    select
        cast(weighted.product_id as {{ dbt.type_string() }}) as product_id,
        cast(others.product_id as {{ dbt.type_string() }}) as other_product_id,
        cast(count(*) as {{ dbt.type_bigint() }}) as basket_count,
        cast(sum(weighted.basket_weight) as double) as pair_weight
    from weighted
    inner join weighted as others
        on
            weighted.user_id = others.user_id
            and weighted.product_id <= others.product_id
    group by weighted.product_id, others.product_id
),

-- A matrix of few products needs every pair. Of more products nearly all pairs
-- are of one or two people, and nothing is made of these.
final as (
    select paired.*
    from paired
    cross join counted
    where
        counted.product_count <= {{ matrix_products }}
        or paired.basket_count >= {{ fewest_baskets }}
        or paired.product_id = paired.other_product_id
)

select * from final
