-- The leaf topic that says most of a product.
with

product_topics as (
    select * from {{ ref('int_hobby__product_topics_rolled_up') }}
    where is_leaf and is_shown_product
),

placed as (
    select
        product_id,
        topic_id,
        row_number() over (
            partition by product_id
            order by fit_grade desc, relevance desc, topic_id asc
        ) as topic_place
    from product_topics
),

final as (
    select
        product_id,
        topic_id
    from placed
    where topic_place = 1
)

select * from final
