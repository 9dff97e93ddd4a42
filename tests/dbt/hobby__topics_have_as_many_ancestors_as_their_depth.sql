{{ config(group="hobby_profiles") }}

-- Every topic reaches the top of the tree, through as many topics as its depth
-- says: no level is lost, and none goes round in a circle.
select
    topics.topic_id,
    topics.depth,
    count(topic_ancestors.ancestor_topic_id) as ancestor_count
from {{ ref('hobby__topics') }} as topics
left join {{ ref('hobby__topic_ancestors') }} as topic_ancestors
    on topics.topic_id = topic_ancestors.topic_id
group by topics.topic_id, topics.depth
having topics.depth <> count(topic_ancestors.ancestor_topic_id)
