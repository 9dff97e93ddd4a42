{% set prior = (hobby__scoring('growth_prior') | float) ~ 'e0' -%}

with

user_topic_months as (
    select * from {{ ref('int_hobby__user_topic_months') }}
),

shop_months as (
    select * from {{ ref('int_hobby__shop_months') }}
),

months as (
    select
        topic_id,
        month_date,
        month_number,
        count(*) as user_count,
        sum(case when is_first_month then 1 else 0 end) as new_user_count,
        sum(event_count) as event_count,
        sum(spend_amount) as spend_amount
    from user_topic_months
    group by topic_id, month_date, month_number
),

-- A month and the two before it, this year and last: what grows against the
-- same season does not grow because of it.
seasons as (
    select
        months.topic_id,
        months.month_number,
        sum(case
            when others.month_number > months.month_number - 3
                then others.user_count
            else 0
        end) as season_user_count,
        sum(case
            when others.month_number <= months.month_number - 12
                then others.user_count
            else 0
        end) as year_ago_user_count
    from months
    inner join months as others
        on
            months.topic_id = others.topic_id
            and (
                others.month_number between months.month_number - 2
                and months.month_number
                or others.month_number between months.month_number - 14
                and months.month_number - 12
            )
    group by months.topic_id, months.month_number
),

shop_seasons as (
    select
        shop_months.month_number,
        min(others.month_number) as first_month_number,
        sum(case
            when others.month_number > shop_months.month_number - 3
                then others.user_count
            else 0
        end) as season_user_count,
        sum(case
            when others.month_number <= shop_months.month_number - 12
                then others.user_count
            else 0
        end) as year_ago_user_count
    from shop_months
    inner join shop_months as others
        on
            others.month_number between shop_months.month_number - 2
            and shop_months.month_number
            or others.month_number between shop_months.month_number - 14
            and shop_months.month_number - 12
    group by shop_months.month_number
),

final as (
    select
        months.topic_id,
        months.month_date,
        months.user_count,
        months.new_user_count,
        months.event_count,
        months.spend_amount,
        {{ hobby__score(hobby__ratio(
            'months.event_count', 'shop_months.event_count'
        )) }} as share_of_events,
        {{ hobby__score(hobby__ratio(
            'months.spend_amount', 'shop_months.spend_amount'
        )) }} as share_of_spend,
        case
            when
                shop_seasons.first_month_number
                = months.month_number - 14
                then round((
                    seasons.season_user_count + {{ prior }}
                ) / (
                    cast(seasons.year_ago_user_count as double)
                    * shop_seasons.season_user_count
                    / shop_seasons.year_ago_user_count + {{ prior }}
                ) - 1.0e0, 6)
        end as seasonal_growth
    from months
    inner join seasons
        on
            months.topic_id = seasons.topic_id
            and months.month_number = seasons.month_number
    inner join shop_months
        on months.month_number = shop_months.month_number
    inner join shop_seasons
        on months.month_number = shop_seasons.month_number
)

select * from final
