{% set least = hobby__scoring('price_band_min_products') -%}

with

products as (
    select * from {{ ref('stg_hobby__products') }}
    where price_amount > 0
),

product_topics as (
    select * from {{ ref('hobby__product_topics') }}
),

-- Dear and cheap are told within a topic only.
places as (
    select
        product_topics.product_id,
        count(*) over (partition by product_topics.topic_id) as topic_size,
        {{ hobby__percentile(
            'product_topics.topic_id',
            'products.price_amount',
            'count(*) over (partition by product_topics.topic_id)'
        ) }} as price_place
    from product_topics
    inner join products
        on product_topics.product_id = products.product_id
),

placed as (
    select
        product_id,
        avg(price_place) as price_place,
        min(topic_size) as topic_size
    from places
    where topic_size >= {{ least }}
    group by product_id
),

final as (
    select
        product_id,
        round(price_place, 9) as price_place,
        case
            when round(price_place, 9) < 1.0e0 / 3 then 'low'
            when round(price_place, 9) < 2.0e0 / 3 then 'middle'
            else 'high'
        end as price_band,
        {{ hobby__ratio('topic_size', 'topic_size + ' ~ least) }} as confidence
    from placed
)

select * from final
