with

user_products as (
    select * from {{ ref('int_hobby__user_products') }}
    where interval_days is not null
),

offered as (
    select * from {{ ref('int_hobby__offered_products') }}
),

-- Due from before the user's own interval is over until it is given up.
due as (
    select
        user_products.user_id,
        user_products.product_id,
        user_products.order_count,
        user_products.recency_days / user_products.interval_days as due_share
    from user_products
    inner join offered
        on user_products.product_id = offered.product_id
),

final as (
    select
        user_id,
        product_id,
        'repeat' as source,
        {{ hobby__log1p('order_count') }} / (1.0e0 + due_share) as strength,
        cast(null as {{ dbt.type_string() }}) as evidence_id
    from due
    where
        due_share >= {{ hobby__scoring('repeat_min_share') }}
        and due_share <= {{ hobby__scoring('repeat_max_share') }}
)

select * from final
