with

events as (
    select * from {{ ref('int_hobby__user_events') }}
    where event_type = 'purchase' and amount > 0 and quantity > 0
),

product_topics as (
    select * from {{ ref('hobby__product_topics') }}
),

usual_prices as (
    select
        product_id,
        sum(amount) / sum(quantity) as usual_price,
        count(*) as purchase_count
    from events
    group by product_id
),

-- Dear and cheap are told within a topic only.
price_places as (
    select
        product_topics.product_id,
        count(*) over (partition by product_topics.topic_id) as topic_size,
        {{ hobby__percentile(
            'product_topics.topic_id',
            'usual_prices.usual_price',
            'count(*) over (partition by product_topics.topic_id)'
        ) }} as price_place
    from product_topics
    inner join usual_prices
        on product_topics.product_id = usual_prices.product_id
),

price_levels as (
    select
        product_id,
        avg(price_place) as price_level
    from price_places
    where topic_size >= {{ hobby__scoring('persona_min_prices') }}
    group by product_id
),

-- Lower than usual is told of what was bought three times at least.
final as (
    select
        events.event_id,
        events.user_id,
        events.product_id,
        events.event_date,
        price_levels.price_level,
        case
            when usual_prices.purchase_count < 3 then null
            when
                events.amount / events.quantity
                < usual_prices.usual_price * 0.95
                then 1.0e0
            else 0.0e0
        end as discount
    from events
    inner join usual_prices
        on events.product_id = usual_prices.product_id
    left join price_levels
        on events.product_id = price_levels.product_id
)

select * from final
