-- A topic that lost to several lines gave way to the best of them.
with

relatives as (
    select * from {{ ref('int_hobby__profile_relatives') }}
),

levels as (
    select * from {{ ref('int_hobby__profile_levels') }}
),

ranked as (
    select
        relatives.user_id,
        relatives.lesser_topic_id as topic_id,
        relatives.better_topic_id,
        row_number() over (
            partition by relatives.user_id, relatives.lesser_topic_id
            order by levels.candidate_rank
        ) as better_number
    from relatives
    inner join levels
        on
            relatives.user_id = levels.user_id
            and relatives.better_topic_id = levels.topic_id
),

final as (
    select
        user_id,
        topic_id,
        better_topic_id
    from ranked
    where better_number = 1
)

select * from final
