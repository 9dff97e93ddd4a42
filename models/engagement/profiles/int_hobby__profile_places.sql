-- Where each topic of a user ended up, for `hobby-profiles explain`.
with

scores as (
    select * from {{ ref('int_hobby__user_topic_scores') }}
),

supports as (
    select * from {{ ref('int_hobby__profile_supports') }}
),

candidates as (
    select * from {{ ref('int_hobby__profile_candidates') }}
),

levels as (
    select * from {{ ref('int_hobby__profile_levels') }}
),

relatives as (
    select * from {{ ref('int_hobby__profile_relatives') }}
),

profile_lines as (
    select * from {{ ref('int_hobby__profile_lines') }}
),

profile_topics as (
    select * from {{ ref('int_hobby__profile_topics') }}
),

beaten as (
    select
        relatives.user_id,
        relatives.lesser_topic_id as topic_id,
        min(levels.candidate_rank) as better_rank
    from relatives
    inner join levels
        on
            relatives.user_id = levels.user_id
            and relatives.better_topic_id = levels.topic_id
    group by relatives.user_id, relatives.lesser_topic_id
),

final as (
    select
        scores.user_id,
        scores.topic_id,
        profile_topics.profile_rank,
        better.topic_id as better_topic_id,
        case
            when profile_topics.topic_id is not null then 'shown'
            when scores.event_count < {{ var('hobby__min_profile_events') }}
                then 'too_few_events'
            when supports.topic_id is null then 'too_few_products'
            when supports.is_too_general then 'too_general'
            when supports.support < {{ hobby__scoring('min_profile_support') }}
                then 'too_little_support'
            when candidates.topic_id is null then 'too_many_candidates'
            when levels.topic_id is null then 'better_relative'
            when profile_lines.topic_id is null then 'no_product_of_its_own'
            when
                profile_lines.branch_rank
                > {{ var('hobby__max_profile_topics_per_branch') }}
                then 'branch_full'
            else 'profile_full'
        end as place
    from scores
    left join supports
        on
            scores.user_id = supports.user_id
            and scores.topic_id = supports.topic_id
    left join candidates
        on
            scores.user_id = candidates.user_id
            and scores.topic_id = candidates.topic_id
    left join levels
        on
            scores.user_id = levels.user_id
            and scores.topic_id = levels.topic_id
    left join profile_lines
        on
            scores.user_id = profile_lines.user_id
            and scores.topic_id = profile_lines.topic_id
    left join profile_topics
        on
            scores.user_id = profile_topics.user_id
            and scores.topic_id = profile_topics.topic_id
    left join beaten
        on
            scores.user_id = beaten.user_id
            and scores.topic_id = beaten.topic_id
    left join candidates as better
        on
            beaten.user_id = better.user_id
            and beaten.better_rank = better.candidate_rank
)

select * from final
