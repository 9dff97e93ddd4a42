{{ config(group="hobby_profiles") }}

-- No topic of a profile stands beside its own ancestor.
select
    below.user_id,
    below.topic_id,
    above.topic_id as ancestor_topic_id
from {{ ref('hobby__user_profiles') }} as below
inner join {{ ref('hobby__topic_ancestors') }} as topic_ancestors
    on
        below.topic_id = topic_ancestors.topic_id
        and topic_ancestors.distance > 0
inner join {{ ref('hobby__user_profiles') }} as above
    on
        below.user_id = above.user_id
        and topic_ancestors.ancestor_topic_id = above.topic_id
