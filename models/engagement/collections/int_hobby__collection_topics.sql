with

members as (
    select * from {{ ref('int_hobby__collection_members') }}
),

topic_ancestors as (
    select * from {{ ref('hobby__topic_ancestors') }}
),

-- A topic that is named brings everything below it; of two named ones the
-- nearer brings it.
ranked as (
    select
        members.collection_id,
        topic_ancestors.topic_id,
        members.topic_id as member_topic_id,
        topic_ancestors.distance,
        row_number() over (
            partition by members.collection_id, topic_ancestors.topic_id
            order by topic_ancestors.distance, members.topic_id
        ) as member_rank
    from members
    inner join topic_ancestors
        on members.topic_id = topic_ancestors.ancestor_topic_id
),

final as (
    select
        collection_id,
        topic_id,
        member_topic_id,
        distance
    from ranked
    where member_rank = 1
)

select * from final
