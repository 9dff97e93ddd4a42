-- A message whose day cannot be read counts as sent just now, and so does one
-- sent after the as-of date.
with

contacts as (
    select * from {{ ref('stg_hobby__contacts') }}
),

user_totals as (
    select * from {{ ref('int_hobby__user_totals') }}
),

as_of as (
    select * from {{ ref('stg_hobby__as_of') }}
),

dated as (
    select
        user_totals.user_id,
        contacts.sent_at,
        coalesce(greatest(0, {{ dbt.datediff(
            'contacts.sent_at', 'as_of.as_of_date', 'day'
        ) }}), 0) as contact_days
    from user_totals
    inner join contacts
        on {{ hobby__match_key('user_totals.user_id') }} = contacts.match_key
    cross join as_of
),

final as (
    select
        user_id,
        count(*) as contact_count,
        sum(case when contact_days < 30 then 1 else 0 end)
            as recent_contact_count,
        min(contact_days) as contact_days,
        max(sent_at) as last_contact_at
    from dated
    group by user_id
)

select * from final
