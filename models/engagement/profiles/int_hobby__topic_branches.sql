with

topics as (
    select * from {{ ref('hobby__topics') }}
),

ancestors as (
    select * from {{ ref('hobby__topic_ancestors') }}
),

branches as (
    select
        ancestors.topic_id,
        ancestors.ancestor_topic_id as branch_topic_id
    from ancestors
    inner join topics
        on ancestors.ancestor_topic_id = topics.topic_id
    where topics.parent_topic_id is null
),

final as (
    select
        topics.topic_id,
        branches.branch_topic_id,
        coalesce(topics.parent_topic_id, topics.topic_id) as family_topic_id
    from topics
    inner join branches
        on topics.topic_id = branches.topic_id
)

select * from final
