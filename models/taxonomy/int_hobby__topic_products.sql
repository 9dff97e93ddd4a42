with

product_topics as (
    select * from {{ ref('hobby__product_topics') }}
),

topic_ancestors as (
    select * from {{ ref('hobby__topic_ancestors') }}
),

final as (
    select
        topic_ancestors.ancestor_topic_id as topic_id,
        count(distinct product_topics.product_id) as product_count
    from product_topics
    inner join topic_ancestors
        on product_topics.topic_id = topic_ancestors.topic_id
    group by topic_ancestors.ancestor_topic_id
)

select * from final
