with

members as (
    select * from {{ ref('int_hobby__collection_members') }}
),

topic_ancestors as (
    select * from {{ ref('hobby__topic_ancestors') }}
),

-- A topic that is named brings everything below it.
final as (
    select
        members.collection_id,
        topic_ancestors.topic_id,
        min(topic_ancestors.distance) as distance
    from members
    inner join topic_ancestors
        on members.topic_id = topic_ancestors.ancestor_topic_id
    group by
        members.collection_id,
        topic_ancestors.topic_id
)

select * from final
