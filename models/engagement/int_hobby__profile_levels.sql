-- A topic and its ancestor never stand side by side in a profile: the one
-- with less support leaves. What only lost to a topic that itself left comes
-- back in the next round.
with

candidates as (
    select * from {{ ref('int_hobby__profile_candidates') }}
),

ancestors as (
    select * from {{ ref('hobby__topic_ancestors') }}
    where distance > 0
),

candidate_ancestors as (
    select
        candidates.user_id,
        candidates.topic_id,
        candidates.candidate_rank,
        ancestors.ancestor_topic_id
    from candidates
    inner join ancestors
        on candidates.topic_id = ancestors.topic_id
),

relatives as (
    select
        candidate_ancestors.user_id,
        case
            when candidates.candidate_rank < candidate_ancestors.candidate_rank
                then candidates.topic_id
            else candidate_ancestors.topic_id
        end as better_topic_id,
        case
            when candidates.candidate_rank < candidate_ancestors.candidate_rank
                then candidate_ancestors.topic_id
            else candidates.topic_id
        end as lesser_topic_id
    from candidate_ancestors
    inner join candidates
        on
            candidate_ancestors.user_id = candidates.user_id
            and candidate_ancestors.ancestor_topic_id = candidates.topic_id
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

second_round as (
    select reprieved.*
    from reprieved
    left join beaten_again
        on
            reprieved.user_id = beaten_again.user_id
            and reprieved.topic_id = beaten_again.topic_id
    where beaten_again.user_id is null
),

levels as (
    select * from first_round
    union all
    select * from second_round
),

final as (
    select candidates.*
    from candidates
    inner join levels
        on
            candidates.user_id = levels.user_id
            and candidates.topic_id = levels.topic_id
)

select * from final
