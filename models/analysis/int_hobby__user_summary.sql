with

events as (
    select
        user_id,
        min(event_date) as first_event_date,
        max(event_date) as last_event_date
    from {{ ref('int_hobby__user_events') }}
    group by user_id
),

user_totals as (
    select * from {{ ref('int_hobby__user_totals') }}
),

profiles as (
    select
        user_id,
        count(*) as profile_topic_count,
        max(case when profile_rank = 1 then topic_id end) as top_topic_id
    from {{ ref('int_hobby__profile_topics') }}
    group by user_id
),

first_topics as (
    select * from {{ ref('int_hobby__first_topics') }}
),

contacts as (
    select * from {{ ref('int_hobby__user_contacts') }}
),

final as (
    select
        user_totals.user_id,
        profiles.user_id is not null as has_profile,
        user_totals.event_count,
        user_totals.product_count,
        user_totals.active_day_count,
        user_totals.spend_amount,
        events.first_event_date,
        events.last_event_date,
        user_totals.recency_days,
        coalesce(profiles.profile_topic_count, 0) as profile_topic_count,
        profiles.top_topic_id,
        first_topics.topic_id as first_topic_id,
        coalesce(contacts.contact_count, 0) as contact_count,
        coalesce(contacts.recent_contact_count, 0) as recent_contact_count,
        contacts.contact_days
    from user_totals
    inner join events
        on user_totals.user_id = events.user_id
    left join profiles
        on user_totals.user_id = profiles.user_id
    left join first_topics
        on user_totals.user_id = first_topics.user_id
    left join contacts
        on user_totals.user_id = contacts.user_id
)

select * from final
