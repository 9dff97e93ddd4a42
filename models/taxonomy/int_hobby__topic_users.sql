-- Counted from the events themselves: the user side reads the topics, so the
-- topics cannot read the user side.
with

events as (
    select distinct
        user_id,
        product_id
    from {{ ref('stg_hobby__events') }}
),

product_topics as (
    select * from {{ ref('hobby__product_topics') }}
),

topic_ancestors as (
    select * from {{ ref('hobby__topic_ancestors') }}
),

final as (
    select
        topic_ancestors.ancestor_topic_id as topic_id,
        count(distinct events.user_id) as user_count
    from events
    inner join product_topics
        on events.product_id = product_topics.product_id
    inner join topic_ancestors
        on product_topics.topic_id = topic_ancestors.topic_id
    group by topic_ancestors.ancestor_topic_id
)

select * from final
