{% set tolerance = hobby__scoring('unit_price_tolerance') | float -%}

with

events as (
    select * from {{ ref('int_hobby__user_events') }}
    where event_type = 'purchase' and amount > 0 and quantity > 0
),

-- What prices and looks of a product are compared within.
main_topics as (
    select * from {{ ref('int_hobby__product_main_topics') }}
),

priced as (
    select
        *,
        cast(amount / quantity as double) as unit_price
    from events
),

-- What a product usually costs is told by three prices at least, on two days.
usual as (
    select
        product_id,
        avg(unit_price) as usual_price,
        count(*) as price_count,
        count(distinct event_date) as day_count
    from priced
    group by product_id
),

final as (
    select
        priced.event_id,
        priced.user_id,
        priced.product_id,
        priced.event_date,
        priced.unit_price,
        main_topics.topic_id,
        case
            when usual.price_count >= 3 and usual.day_count >= 2
                then
                    case
                        when
                            priced.unit_price
                            < usual.usual_price * (1.0e0 - {{ tolerance }}e0)
                            then 'discount'
                        else 'usual_price'
                    end
        end as paid
    from priced
    inner join usual
        on priced.product_id = usual.product_id
    left join main_topics
        on priced.product_id = main_topics.product_id
)

select * from final
