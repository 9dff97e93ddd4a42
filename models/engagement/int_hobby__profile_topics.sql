with

candidates as (
    select * from {{ ref('int_hobby__profile_candidates') }}
),

ancestors as (
    select * from {{ ref('hobby__topic_ancestors') }}
    where distance > 0
),

topics as (
    select * from {{ ref('hobby__topics') }}
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

-- A topic and its ancestor never stand side by side: the one ranked lower
-- of each such pair leaves.
outranked as (
    select
        candidates.user_id,
        case
            when candidates.candidate_rank
                < candidate_ancestors.candidate_rank
                then candidate_ancestors.topic_id
            else candidates.topic_id
        end as topic_id
    from candidate_ancestors
    inner join candidates
        on
            candidate_ancestors.user_id = candidates.user_id
            and candidate_ancestors.ancestor_topic_id = candidates.topic_id
),

branches as (
    select
        ancestors.topic_id,
        ancestors.ancestor_topic_id as branch_topic_id
    from ancestors
    inner join topics
        on ancestors.ancestor_topic_id = topics.topic_id
    where topics.parent_topic_id is null
),

kept as (
    select
        candidates.*,
        row_number() over (
            partition by
                candidates.user_id,
                coalesce(branches.branch_topic_id, candidates.topic_id)
            order by candidates.candidate_rank
        ) as branch_rank
    from candidates
    left join (select distinct user_id, topic_id from outranked) as outranked
        on
            candidates.user_id = outranked.user_id
            and candidates.topic_id = outranked.topic_id
    left join branches
        on candidates.topic_id = branches.topic_id
    where outranked.topic_id is null
),

ranked as (
    select
        *,
        row_number() over (
            partition by user_id order by candidate_rank
        ) as profile_rank
    from kept
    where branch_rank <= {{ var('hobby__max_profile_topics_per_branch') }}
),

final as (
    select
        user_id,
        topic_id,
        profile_rank,
        branch_rank,
        profile_score
    from ranked
    where profile_rank <= {{ var('hobby__max_profile_topics') }}
)

select * from final
