{{ config(group="hobby_profiles") }}

-- A user of an audience has an accepted event on a product of that topic which
-- may be shown.
select
    audiences.topic_id,
    audiences.user_id
from {{ ref('hobby__topic_audiences') }} as audiences
left join {{ ref('int_hobby__topic_events') }} as topic_events
    on
        audiences.topic_id = topic_events.topic_id
        and audiences.user_id = topic_events.user_id
        and topic_events.is_shown_product
where topic_events.user_id is null
