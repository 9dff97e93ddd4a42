with

product_topics as (
    select * from {{ ref('int_hobby__product_topics_rolled_up') }}
    where is_shown_product
),

products as (
    select * from {{ ref('int_hobby__product_summary') }}
),

ranked as (
    select
        product_topics.topic_id,
        product_topics.product_id,
        products.product_name,
        product_topics.fit_grade,
        product_topics.relevance,
        products.event_count,
        products.user_count,
        products.spend_amount,
        row_number() over (
            partition by product_topics.topic_id
            order by
                products.user_count desc,
                products.event_count desc,
                product_topics.fit_grade desc,
                product_topics.relevance desc,
                product_topics.product_id asc
        ) as product_rank
    from product_topics
    inner join products
        on product_topics.product_id = products.product_id
),

final as (
    select * from ranked
)

select * from final
