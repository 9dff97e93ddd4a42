-- The other names of a line: up to three candidates it was kept instead of.
with

relatives as (
    select * from {{ ref('int_hobby__profile_relatives') }}
),

candidates as (
    select * from {{ ref('int_hobby__profile_candidates') }}
),

levels as (
    select * from {{ ref('int_hobby__profile_levels') }}
),

topics as (
    select * from {{ ref('hobby__topics') }}
),

-- A lost candidate goes to the best line among those that beat it.
placed as (
    select
        relatives.user_id,
        levels.topic_id,
        candidates.candidate_rank,
        topics.topic_name,
        row_number() over (
            partition by relatives.user_id, relatives.lesser_topic_id
            order by levels.candidate_rank
        ) as better_number
    from relatives
    inner join levels
        on
            relatives.user_id = levels.user_id
            and relatives.better_topic_id = levels.topic_id
    inner join candidates
        on
            relatives.user_id = candidates.user_id
            and relatives.lesser_topic_id = candidates.topic_id
    inner join topics
        on relatives.lesser_topic_id = topics.topic_id
),

numbered as (
    select
        *,
        row_number() over (
            partition by user_id, topic_id
            order by candidate_rank
        ) as name_number
    from placed
    where better_number = 1
),

final as (
    select
        user_id,
        topic_id,
        {{ hobby__list_of('topic_name', 'name_number', 3) }} as also_names
    from numbered
    group by user_id, topic_id
)

select * from final
