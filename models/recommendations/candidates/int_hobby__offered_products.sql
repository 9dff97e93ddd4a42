with

products as (
    select * from {{ ref('stg_hobby__products') }}
),

product_sensitivity as (
    select * from {{ ref('int_hobby__product_sensitivity') }}
    where {{ hobby__is_shown('is_sensitive') }}
),

excluded_products as (
    select * from {{ ref('hobby__excluded_products') }}
),

price_bands as (
    select * from {{ ref('hobby__product_attributes') }}
    where attribute = 'price_band'
),

topics as (
    select * from {{ ref('int_hobby__product_topics_rolled_up') }}
    where is_leaf and is_shown_product
),

user_products as (
    select * from {{ ref('int_hobby__user_products') }}
),

buyers as (
    select
        product_id,
        count(*) as buyer_count,
        sum(recent_weight) as recent_buyer_count
    from user_products
    group by product_id
),

-- The topic that says most of a product: lists are spread over these.
main_topics as (
    select
        product_id,
        topic_id,
        row_number() over (
            partition by product_id
            order by fit_grade desc, relevance desc, topic_id asc
        ) as topic_place
    from topics
),

final as (
    select
        products.product_id,
        products.product_name,
        price_bands.value as price_band,
        main_topics.topic_id as main_topic_id,
        coalesce(buyers.buyer_count, 0) as buyer_count,
        coalesce(cast(buyers.recent_buyer_count as double), 0.0e0)
            as recent_buyer_count
    from products
    inner join product_sensitivity
        on products.product_id = product_sensitivity.product_id
    left join buyers
        on products.product_id = buyers.product_id
    left join price_bands
        on products.product_id = price_bands.product_id
    left join main_topics
        on
            products.product_id = main_topics.product_id
            and main_topics.topic_place = 1
    where
        products.product_id not in (
            select product_id from excluded_products
        )
)

select * from final
