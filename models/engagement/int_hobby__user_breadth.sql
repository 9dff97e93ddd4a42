with

user_topics as (
    select * from {{ ref('int_hobby__user_topics') }}
),

topics as (
    select * from {{ ref('hobby__topics') }}
    where is_leaf
),

-- Leaves only: an inner topic would count the same days again.
final as (
    select
        user_topics.user_id,
        count(*) as topic_count,
        sum(user_topics.decayed_day_count) as decayed_day_count
    from user_topics
    inner join topics
        on user_topics.topic_id = topics.topic_id
    group by user_topics.user_id
)

select * from final
