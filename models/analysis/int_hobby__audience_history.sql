-- A user is in a topic's audience of a month who had an event in it within the
-- twelve months up to it: comes with the first month, leaves a year after the
-- last.
with

user_topic_months as (
    select * from {{ ref('int_hobby__user_topic_months') }}
),

bounds as (
    select
        min(month_number) as first_month_number,
        max(month_number) as last_month_number
    from {{ ref('int_hobby__shop_months') }}
),

shop_months as (
    select * from {{ ref('int_hobby__shop_months') }}
),

neighbours as (
    select
        topic_id,
        month_number,
        lag(month_number) over (
            partition by user_id, topic_id order by month_number
        ) as month_before,
        lead(month_number) over (
            partition by user_id, topic_id order by month_number
        ) as month_after
    from user_topic_months
),

changes as (
    select
        topic_id,
        month_number,
        1 as joined_count,
        0 as left_count
    from neighbours
    where month_before is null or month_number - month_before > 12
    union all
    select
        topic_id,
        month_number + 12 as month_number,
        0 as joined_count,
        1 as left_count
    from neighbours
    where month_after is null or month_after - month_number > 12
),

spine as (
    select
        topics.topic_id,
        shop_months.month_date,
        shop_months.month_number
    from (select distinct topic_id from user_topic_months) as topics
    cross join shop_months
),

summed as (
    select
        spine.topic_id,
        spine.month_date,
        spine.month_number,
        coalesce(sum(changes.joined_count), 0) as joined_count,
        coalesce(sum(changes.left_count), 0) as left_count
    from spine
    left join changes
        on
            spine.topic_id = changes.topic_id
            and spine.month_number = changes.month_number
    group by spine.topic_id, spine.month_date, spine.month_number
),

sized as (
    select
        *,
        sum(joined_count - left_count) over (
            partition by topic_id
            order by month_number
            rows between unbounded preceding and current row
        ) as user_count
    from summed
),

-- Before a whole year is known, everybody seems to join.
final as (
    select
        sized.topic_id,
        sized.month_date,
        sized.user_count,
        sized.joined_count,
        sized.left_count
    from sized
    cross join bounds
    where
        sized.month_number >= bounds.first_month_number + 12
        and (sized.user_count > 0 or sized.left_count > 0)
)

select * from final
