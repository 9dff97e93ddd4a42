with

products as (
    select * from {{ ref('stg_hobby__products') }}
),

product_sensitivity as (
    select * from {{ ref('int_hobby__product_sensitivity') }}
),

product_topics as (
    select
        product_id,
        count(distinct topic_id) as topic_count
    from {{ ref('hobby__product_topics') }}
    group by product_id
),

events as (
    select
        product_id,
        count(*) as event_count,
        count(distinct user_id) as user_count,
        sum(amount) as spend_amount,
        max(event_date) as last_event_date
    from {{ ref('int_hobby__user_events') }}
    group by product_id
),

final as (
    select
        products.product_id,
        products.product_name,
        products.category_path,
        products.brand,
        products.price_amount,
        coalesce(product_topics.topic_count, 0) as topic_count,
        coalesce(events.event_count, 0) as event_count,
        coalesce(events.user_count, 0) as user_count,
        coalesce(events.spend_amount, 0) as spend_amount,
        events.last_event_date,
        coalesce(product_sensitivity.is_sensitive, true) as is_sensitive
    from products
    left join product_sensitivity
        on products.product_id = product_sensitivity.product_id
    left join product_topics
        on products.product_id = product_topics.product_id
    left join events
        on products.product_id = events.product_id
)

select * from final
