{{ config(group="hobby_profiles") }}

-- No line of a profile scores more than the line above it.
select
    lower_line.user_id,
    lower_line.profile_rank
from {{ ref('hobby__user_profiles') }} as lower_line
inner join {{ ref('hobby__user_profiles') }} as upper_line
    on
        lower_line.user_id = upper_line.user_id
        and lower_line.profile_rank = upper_line.profile_rank + 1
where lower_line.profile_score > upper_line.profile_score
