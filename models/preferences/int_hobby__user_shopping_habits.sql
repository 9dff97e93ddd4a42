{% set least = hobby__scoring('preference_min_events') -%}
{% set prior = hobby__scoring('preference_prior') | float -%}

with

purchases as (
    select * from {{ ref('int_hobby__priced_purchases') }}
),

price_attributes as (
    select * from {{ ref('hobby__product_attributes') }}
    where attribute = 'price_band'
),

shop as (
    select avg(case when paid = 'discount' then 1.0e0 else 0.0e0 end) as share
    from purchases
    where paid is not null
),

counted as (
    select
        purchases.user_id,
        count(*) as purchase_count,
        count(distinct purchases.product_id) as product_count,
        count(distinct purchases.event_date) as order_count,
        {{ dbt.datediff(
            'min(purchases.event_date)', 'max(purchases.event_date)', 'day'
        ) }} as tenure_days,
        count(purchases.paid) as compared_count,
        sum(case when purchases.paid = 'discount' then 1 else 0 end)
            as discount_count,
        count(price_attributes.value) as banded_count,
        avg(case price_attributes.value
            when 'low' then 0.0e0
            when 'middle' then 0.5e0
            when 'high' then 1.0e0
        end) as price_place
    from purchases
    left join price_attributes
        on purchases.product_id = price_attributes.product_id
    group by purchases.user_id
),

final as (
    select
        counted.user_id,
        counted.purchase_count,
        counted.order_count,
        case
            when counted.order_count > 1
                then {{ hobby__round(
                    'cast(counted.tenure_days as double)'
                    ~ ' / (counted.order_count - 1)'
                ) }}
        end as order_gap_days,
        {{ hobby__score('1.0e0 - (counted.product_count - 1.0e0)'
            ~ ' / greatest(counted.purchase_count - 1.0e0, 1.0e0)') }}
            as loyalty,
        case
            when counted.banded_count >= {{ least }}
                then {{ hobby__round('counted.price_place') }}
        end as price_place,
        counted.compared_count,
        case
            when counted.compared_count >= {{ least }}
                then
                    {{ hobby__score('(counted.discount_count + shop.share * '
                        ~ prior ~ 'e0) / (counted.compared_count + ' ~ prior
                        ~ 'e0)') }}
        end as discount_sensitivity
    from counted
    cross join shop
)

select * from final
