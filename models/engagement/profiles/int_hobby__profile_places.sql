-- Where each topic of a user ended up, for `hobby-profiles explain`.
with

scores as (
    select * from {{ ref('int_hobby__user_topic_scores') }}
),

confidences as (
    select * from {{ ref('int_hobby__profile_confidences') }}
),

candidates as (
    select * from {{ ref('int_hobby__profile_candidates') }}
),

levels as (
    select * from {{ ref('int_hobby__profile_levels') }}
),

beaten as (
    select * from {{ ref('int_hobby__profile_beaten') }}
),

profile_lines as (
    select * from {{ ref('int_hobby__profile_lines') }}
),

profile_topics as (
    select * from {{ ref('int_hobby__profile_topics') }}
),

final as (
    select
        scores.user_id,
        scores.topic_id,
        profile_topics.profile_rank,
        beaten.better_topic_id,
        case
            when profile_topics.topic_id is not null then 'shown'
            when confidences.topic_id is null then 'too_few_products'
            when confidences.is_too_general then 'too_general'
            when confidences.confidence < {{ var('hobby__min_confidence') }}
                then 'too_little_confidence'
            when candidates.topic_id is null then 'too_many_candidates'
            when levels.topic_id is null then 'better_relative'
            when profile_lines.topic_id is null then 'no_products_of_its_own'
            else 'profile_full'
        end as place
    from scores
    left join confidences
        on
            scores.user_id = confidences.user_id
            and scores.topic_id = confidences.topic_id
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
)

select * from final
