with

events as (
    select * from {{ ref('stg_hobby__events_checked') }}
),

products as (
    select * from {{ ref('stg_hobby__products') }}
),

users as (
    select * from {{ ref('stg_hobby__users') }}
),

-- Rows of people who are left out, of guests and outside the window are
-- counted, but say nothing about how well a table is read.
event_counts as (
    select
        count(*) as row_count,
        sum(case when outcome in ('accepted', 'return') then 1 else 0 end)
            as usable_count,
        sum(case when reason in (
            'before_window', 'deleted_user', 'no_consent',
            'other_spelling_left_out', 'guest', 'implausible_user'
            {%- if var('hobby__as_of_date') -%}, 'after_as_of_date'{%- endif -%}
        ) then 1 else 0 end) as beside_count,
        sum(case when outcome = 'accepted' then 1 else 0 end) as accepted_count
    from events
),

matched_products as (
    select
        sum(case when products.product_id is null then 0 else 1 end)
            as matched_count
    from events
    left join products on events.product_id = products.product_id
    where events.outcome = 'accepted'
),

event_users as (
    select distinct {{ hobby__match_key('user_id') }} as match_key
    from events
    where user_id is not null
),

consenting_users as (
    select match_key
    from users
    where has_consent and not is_deleted
),

final as (
    select
        event_counts.*,
        coalesce(matched_products.matched_count, 0) as matched_count,
        (select count(*) from event_users) as in_events,
        (select count(*) from consenting_users) as in_users,
        (
            select count(*) from event_users
            inner join consenting_users
                on event_users.match_key = consenting_users.match_key
        ) as in_both
    from event_counts
    cross join matched_products
)

select * from final
