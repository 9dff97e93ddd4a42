-- Leaf topics that are too much like a sibling: by the products they share.
{% set overlap = 0.3 -%}
{% set fewest_products = 5 -%}

with

leaves as (
    select * from {{ ref('hobby__topics') }}
    where is_leaf and product_count >= {{ fewest_products }}
),

product_topics as (
    select * from {{ ref('hobby__product_topics') }}
),

placed as (
    select
        product_topics.product_id,
        leaves.topic_id,
        leaves.parent_topic_id,
        leaves.product_count
    from product_topics
    inner join leaves
        on product_topics.topic_id = leaves.topic_id
),

sibling_pairs as (
    select
        firsts.topic_id,
        firsts.product_count + max(seconds.product_count) - count(*)
            as either_count,
        count(*) as both_count
    from placed as firsts
    inner join placed as seconds
        on
            firsts.product_id = seconds.product_id
            and firsts.parent_topic_id = seconds.parent_topic_id
            and firsts.topic_id <> seconds.topic_id
    group by firsts.topic_id, firsts.product_count, seconds.topic_id
),

overlapping as (
    select count(distinct topic_id) as topic_count
    from sibling_pairs
    where both_count > {{ overlap }} * either_count
),

sizeable as (
    select count(distinct topic_id) as topic_count
    from placed
),

final as (
    select
        'share_of_topics_overlapping_a_sibling' as measure,
        {{ hobby__ratio('overlapping.topic_count', 'sizeable.topic_count') }}
            as measured
    from overlapping
    cross join sizeable
)

select * from final
