-- A month and the two before it, this year and last: what grows against the
-- same season does not grow because of it.
with

user_topic_months as (
    select * from {{ ref('int_hobby__user_topic_months') }}
),

shop_months as (
    select
        cast(null as {{ dbt.type_string() }}) as topic_id,
        month_number,
        user_count
    from {{ ref('int_hobby__shop_months') }}
),

months as (
    select
        topic_id,
        month_number,
        count(*) as user_count
    from user_topic_months
    group by topic_id, month_number
    union all
    select * from shop_months
),

final as (
    select
        months.topic_id,
        months.month_number,
        min(others.month_number) as first_month_number,
        sum(case
            when others.month_number > months.month_number - 3
                then others.user_count
            else 0
        end) as user_count,
        sum(case
            when others.month_number <= months.month_number - 12
                then others.user_count
            else 0
        end) as year_ago_user_count
    from months
    inner join months as others
        on
            coalesce(months.topic_id, '') = coalesce(others.topic_id, '')
            and (
                others.month_number between months.month_number - 2
                and months.month_number
                or others.month_number between months.month_number - 14
                and months.month_number - 12
            )
    group by months.topic_id, months.month_number
)

select * from final
