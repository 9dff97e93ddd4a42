{% set bot_events_a_minute, fewest_lines, test_share = 60, 3, 0.5 -%}

with

events as (
    select * from {{ ref('stg_hobby__events_checked') }}
    where outcome in ('accepted', 'return')
),

-- A purchase, unless a return undid it on the same day.
lines as (
    select
        user_id,
        product_id,
        event_date,
        quantity,
        case when reason is null then 1 else 0 end as is_kept,
        case when reason is null and amount <= 0 then 1 else 0 end as is_free
    from events
    where
        event_type = 'purchase'
        and (
            (reason is null and quantity > 0)
            or reason = 'returned_in_full'
        )
),

undone as (
    select distinct
        user_id,
        product_id,
        event_date,
        1 as is_undone
    from events
    where reason = 'return_applied'
),

shop as (
    select avg(is_free * 1.0e0) as free_share
    from lines
),

buyers as (
    select
        lines.user_id,
        count(distinct case when lines.is_kept = 1 then lines.product_id end)
            as product_count,
        sum(lines.quantity) as unit_count,
        count(*) as line_count,
        sum(lines.is_free) as free_count,
        sum(
            (1 - lines.is_kept) * coalesce(undone.is_undone, 0)
        ) as undone_count
    from lines
    left join undone
        on
            lines.user_id = undone.user_id
            and lines.product_id = undone.product_id
            and lines.event_date = undone.event_date
    group by lines.user_id
),

-- A day without a time is no minute.
minutes as (
    select
        user_id,
        {{ dbt.date_trunc('minute', 'event_at') }} as minute_at,
        count(*) as event_count
    from events
    where event_type not in ('purchase', 'return') and event_at > event_date
    group by user_id, {{ dbt.date_trunc('minute', 'event_at') }}
),

bots as (
    select distinct user_id
    from minutes
    where event_count > {{ bot_events_a_minute }}
),

users as (
    select user_id from buyers
    union
    select user_id from bots
),

-- Where nothing has a price, none is a sign of a test.
final as (
    select
        users.user_id,
        coalesce(buyers.product_count, 0) as product_count,
        coalesce(buyers.unit_count, 0) as unit_count,
        bots.user_id is not null as is_bot,
        coalesce(
            buyers.line_count >= {{ fewest_lines }}
            and buyers.undone_count + case
                when shop.free_share < {{ test_share }} then buyers.free_count
                else 0
            end >= {{ test_share }} * buyers.line_count,
            false
        ) as is_tester
    from users
    cross join shop
    left join buyers on users.user_id = buyers.user_id
    left join bots on users.user_id = bots.user_id
)

select * from final
