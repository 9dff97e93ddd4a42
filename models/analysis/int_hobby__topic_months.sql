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

seasons as (
    select * from {{ ref('int_hobby__topic_seasons') }}
),

shop_seasons as (
    select * from seasons
    where topic_id is null
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
                then {{ hobby__round(
                    '(seasons.user_count + ' ~ prior ~ ') / ('
                    ~ 'cast(seasons.year_ago_user_count as double)'
                    ~ ' * shop_seasons.user_count'
                    ~ ' / shop_seasons.year_ago_user_count + ' ~ prior
                    ~ ') - 1.0e0'
                ) }}
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
