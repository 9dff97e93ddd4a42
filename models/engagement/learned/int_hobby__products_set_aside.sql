{% set fewest_sales, silent_days = 5, 365 -%}

with

events as (
    select * from {{ ref('int_hobby__user_events') }}
    where event_type = 'purchase' and quantity > 0
),

products as (
    select * from {{ ref('stg_hobby__products') }}
),

excluded_products as (
    select * from {{ ref('hobby__excluded_products') }}
),

-- What sold as often a year ago would have sold since; a season comes round.
sold as (
    select
        product_id,
        count(*) >= {{ fewest_sales }} and min(age_days) >= {{ silent_days }}
            as is_retired
    from events
    group by product_id
),

known as (
    select
        coalesce(sold.product_id, excluded_products.product_id) as product_id,
        excluded_products.product_id is not null as is_excluded,
        coalesce(sold.is_retired, false) as is_retired
    from sold
    full outer join excluded_products
        on sold.product_id = excluded_products.product_id
),

reasoned as (
    select
        known.product_id,
        case
            when known.is_excluded then 'excluded'
            when products.product_id is null then 'unlisted'
            when known.is_retired and {{ hobby__sets_aside('retired') }}
                then 'retired'
        end as reason
    from known
    left join products on known.product_id = products.product_id
),

final as (
    select
        product_id,
        reason
    from reasoned
    where reason is not null
)

select * from final
