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

final as (
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
)

select * from final
