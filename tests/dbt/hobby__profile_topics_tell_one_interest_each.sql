{{ config(group="hobby_profiles") }}

-- No two lines of a profile have names that mean nearly the same.
select
    profiles.user_id,
    profiles.topic_id,
    neighbours.neighbour_topic_id
from {{ ref('hobby__user_profiles') }} as profiles
inner join {{ ref('int_hobby__topic_neighbours') }} as neighbours
    on profiles.topic_id = neighbours.topic_id
inner join {{ ref('hobby__user_profiles') }} as others
    on
        profiles.user_id = others.user_id
        and neighbours.neighbour_topic_id = others.topic_id
