{{ config(group="hobby_profiles") }}

-- A prospect has no accepted event on a product of the topic, and a prospect
-- of a collection none on any topic or hand-picked product of it.
select
    prospects.topic_id as new_to,
    prospects.user_id
from {{ ref('hobby__topic_prospects') }} as prospects
inner join {{ ref('int_hobby__topic_events') }} as topic_events
    on
        prospects.topic_id = topic_events.topic_id
        and prospects.user_id = topic_events.user_id

union all

select
    audiences.collection_id as new_to,
    audiences.user_id
from {{ ref('hobby__collection_audiences') }} as audiences
inner join {{ ref('int_hobby__collection_users') }} as collection_users
    on
        audiences.collection_id = collection_users.collection_id
        and audiences.user_id = collection_users.user_id
where audiences.audience_type = 'prospect'
