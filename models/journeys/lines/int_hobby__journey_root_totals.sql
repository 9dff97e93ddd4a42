-- How often people come back to a thing: of the journeys that began before the
-- horizon, those with an event inside it, drawn to the shop's share where few.
{% set horizon = var('hobby__horizon_days') -%}
{% set prior = (hobby__scoring('thin_topic_users') | float) ~ 'e0' -%}

with

journeys as (
    select * from {{ ref('int_hobby__journeys') }}
    where oldest_days >= {{ horizon }}
),

roots as (
    select distinct root_keyword from {{ ref('int_hobby__journeys') }}
),

counted as (
    select
        root_keyword,
        count(*) as earlier_count,
        sum(case when recency_days < {{ horizon }} then 1 else 0 end)
            as repeat_count
    from journeys
    group by root_keyword
),

shop as (
    select
        (coalesce(sum(repeat_count), 0) + 1.0e0)
        / (coalesce(sum(earlier_count), 0) + 4.0e0) as repeat_share
    from counted
),

final as (
    select
        roots.root_keyword,
        (
            coalesce(counted.repeat_count, 0) + {{ prior }} * shop.repeat_share
        ) / (coalesce(counted.earlier_count, 0) + {{ prior }}) as repeat_share
    from roots
    left join counted
        on roots.root_keyword = counted.root_keyword
    cross join shop
)

select * from final
