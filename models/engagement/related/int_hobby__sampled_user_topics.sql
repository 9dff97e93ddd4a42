with

user_topics as (
    select * from {{ ref('int_hobby__user_topics') }}
),

topics as (
    select * from {{ ref('hobby__topics') }}
),

sampled_users as (
    select * from {{ ref('int_hobby__sampled_users') }}
),

-- Pairs grow with the square of a user's topics: the strongest ones only.
placed as (
    select
        user_topics.user_id,
        user_topics.topic_id,
        topics.is_leaf,
        row_number() over (
            partition by user_topics.user_id, topics.is_leaf
            order by
                user_topics.decayed_day_count desc,
                user_topics.topic_id asc
        ) as topic_place
    from user_topics
    inner join topics
        on user_topics.topic_id = topics.topic_id
    inner join sampled_users
        on user_topics.user_id = sampled_users.user_id
),

final as (
    select
        user_id,
        topic_id,
        is_leaf
    from placed
    where topic_place <= {{ hobby__scoring('relation_topics_per_user') }}
)

select * from final
