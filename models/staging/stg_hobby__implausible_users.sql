with

events as (
    select * from {{ ref('stg_hobby__events_typed') }}
),

user_counts as (
    select
        user_id,
        count(*) as event_count
    from events
    where user_id is not null
    group by user_id
),

shop as (
    select
        sum(event_count) as event_count,
        count(*) as user_count
    from user_counts
),

-- A till, a reseller or a test account that makes a large part of all events
-- is no person whose interests can be read.
final as (
    select
        user_counts.user_id,
        user_counts.event_count
    from user_counts
    cross join shop
    where
        shop.user_count >= 10
        and user_counts.event_count >= 40
        and user_counts.event_count
        > {{ var('hobby__max_user_share') }} * shop.event_count
)

select * from final
