{% set prior = (hobby__scoring('thin_topic_users') | float) ~ 'e0' -%}

with

user_totals as (
    select * from {{ ref('int_hobby__user_totals') }}
),

-- Those who were there before both spans, so that growth is no season.
earlier_users as (
    select * from user_totals
    where recency_days + tenure_days >= {{ 365 + var('hobby__horizon_days') }}
),

counted as (
    select
        coalesce(sum(year_ago_ahead_day_count), 0) as ahead_day_count,
        coalesce(sum(year_ago_day_count), 0) as before_day_count
    from earlier_users
),

final as (
    select
        ahead_day_count,
        before_day_count,
        {% call hobby__round() %}
            ln(
                (ahead_day_count + {{ prior }})
                / (before_day_count + {{ prior }})
            )
        {% endcall %} as log_ratio
    from counted
)

select * from final
