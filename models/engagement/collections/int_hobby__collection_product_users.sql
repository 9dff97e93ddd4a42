-- Who bought a hand-picked product. The product may be in no topic, so that
-- nothing else is known of them.
with

members as (
    select distinct
        collection_id,
        product_id
    from {{ ref('int_hobby__collection_members') }}
    where is_shown_product
),

events as (
    select * from {{ ref('int_hobby__user_events') }}
),

counted as (
    select
        members.collection_id,
        members.product_id,
        events.user_id,
        count(*) as event_count,
        cast(sum(events.decayed_weight) as double) as decayed_event_count,
        max(events.event_at) as last_event_at
    from members
    inner join events
        on members.product_id = events.product_id
    group by members.collection_id, members.product_id, events.user_id
),

final as (
    select
        collection_id,
        product_id,
        user_id,
        event_count,
        last_event_at,
        {{ hobby__days_affinity('decayed_event_count') }} as affinity_score
    from counted
)

select * from final
