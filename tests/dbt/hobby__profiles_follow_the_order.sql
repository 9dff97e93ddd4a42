{{ config(group="hobby_profiles") }}

-- No line of a profile stands above one that comes first by the setting, and
-- none but the first is less sure than asked.
select
    lower_line.user_id,
    lower_line.profile_rank
from {{ ref('int_hobby__profile_topics') }} as lower_line
inner join {{ ref('int_hobby__profile_topics') }} as upper_line
    on
        lower_line.user_id = upper_line.user_id
        and lower_line.profile_rank = upper_line.profile_rank + 1
where lower_line.order_score > upper_line.order_score
union all
select
    user_id,
    profile_rank
from {{ ref('hobby__user_profiles') }}
where
    confidence < {{ var('hobby__min_confidence') }}
    and profile_rank > 1
