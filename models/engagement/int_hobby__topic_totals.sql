with

user_topics as (
    select * from {{ ref('int_hobby__user_topics') }}
),

final as (
    select
        topic_id,
        count(*) as user_count,
        sum(active_day_count) as active_day_count,
        sum(decayed_day_count) as decayed_day_count
    from user_topics
    group by topic_id
)

select * from final
