-- A topic and its ancestor never stand side by side in a profile: the one
-- with less support leaves. What only lost to a topic that itself left comes
-- back in the next round.
with

candidates as (
    select * from {{ ref('int_hobby__profile_candidates') }}
),

relatives as (
    select * from {{ ref('int_hobby__profile_relatives') }}
),

first_round as (
    select
        candidates.user_id,
        candidates.topic_id
    from candidates
    left join relatives
        on
            candidates.user_id = relatives.user_id
            and candidates.topic_id = relatives.lesser_topic_id
    where relatives.user_id is null
),

-- Relatives of what was kept cannot come back, nor beat anything.
lost as (
    select
        relatives.user_id,
        relatives.lesser_topic_id as topic_id
    from relatives
    inner join first_round
        on
            relatives.user_id = first_round.user_id
            and relatives.better_topic_id = first_round.topic_id
),

reprieved as (
    select distinct
        relatives.user_id,
        relatives.lesser_topic_id as topic_id
    from relatives
    left join lost
        on
            relatives.user_id = lost.user_id
            and relatives.lesser_topic_id = lost.topic_id
    where lost.user_id is null
),

beaten_again as (
    select distinct
        relatives.user_id,
        relatives.lesser_topic_id as topic_id
    from relatives
    inner join reprieved
        on
            relatives.user_id = reprieved.user_id
            and relatives.better_topic_id = reprieved.topic_id
),

levels as (
    select
        user_id,
        topic_id
    from first_round

    union all

    select
        reprieved.user_id,
        reprieved.topic_id
    from reprieved
    left join beaten_again
        on
            reprieved.user_id = beaten_again.user_id
            and reprieved.topic_id = beaten_again.topic_id
    where beaten_again.user_id is null
),

final as (
    select
        candidates.user_id,
        candidates.topic_id,
        candidates.candidate_rank,
        candidates.support,
        candidates.profile_score
    from candidates
    inner join levels
        on
            candidates.user_id = levels.user_id
            and candidates.topic_id = levels.topic_id
)

select * from final
