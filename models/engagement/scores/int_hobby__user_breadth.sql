with

user_topics as (
    select * from {{ ref('int_hobby__user_topics') }}
),

topics as (
    select * from {{ ref('hobby__topics') }}
    where is_leaf
),

user_totals as (
    select * from {{ ref('int_hobby__user_totals') }}
),

-- Leaves only: an inner topic would count the same days again.
counted as (
    select
        user_topics.user_id,
        count(*) as topic_count,
        sum({{ hobby__topic_strength('user_topics') }}) as topic_strength
    from user_topics
    inner join topics
        on user_topics.topic_id = topics.topic_id
    group by user_topics.user_id
),

final as (
    select
        counted.*,
        user_totals.decayed_day_count,
        user_totals.recent_day_count
    from counted
    inner join user_totals
        on counted.user_id = user_totals.user_id
)

select * from final
