with

users as (
    select * from {{ ref('int_hobby__user_totals') }}
),

offered as (
    select * from {{ ref('int_hobby__offered_products') }}
    where buyer_count > 1
),

user_products as (
    select * from {{ ref('int_hobby__user_products') }}
),

ranked as (
    select
        product_id,
        recent_buyer_count,
        row_number() over (
            order by recent_buyer_count desc, product_id asc
        ) as product_place
    from offered
),

final as (
    select
        users.user_id,
        ranked.product_id,
        'popular' as source,
        ranked.recent_buyer_count as strength,
        cast(null as {{ dbt.type_string() }}) as evidence_id
    from users
    inner join ranked
        on
            ranked.product_place
            <= {{ hobby__scoring('candidates_per_source') }}
    left join user_products
        on
            users.user_id = user_products.user_id
            and ranked.product_id = user_products.product_id
    where user_products.user_id is null
)

select * from final
