with

-- Interests at their right level, with products that no better one explains.
profile_lines as (
    select * from {{ ref('int_hobby__profile_lines') }}
),

profile_topics as (
    select * from {{ ref('int_hobby__profile_topics') }}
),

scores as (
    select * from {{ ref('int_hobby__user_topic_scores') }}
),

placed as (
    select
        scores.active_day_count,
        scores.event_count,
        scores.product_count,
        scores.strong_product_count,
        scores.is_ongoing,
        scores.is_evergreen,
        profile_topics.profile_rank is not null as is_shown,
        profile_lines.own_product_count * 2 < profile_lines.product_count
        or row_number() over (
            partition by profile_lines.user_id, profile_lines.family_topic_id
            order by coalesce(profile_topics.profile_rank, 1000000)
        ) > 1 as is_repetitive
    from profile_lines
    inner join scores
        on
            profile_lines.user_id = scores.user_id
            and profile_lines.topic_id = scores.topic_id
    left join profile_topics
        on
            profile_lines.user_id = profile_topics.user_id
            and profile_lines.topic_id = profile_topics.topic_id
),

final as (
    {{ hobby__failure_counts('placed', {
        'sporadic': ['active_day_count = 1', 'is_shown'],
        'outdated': ['not is_ongoing', 'is_shown'],
        'repetitive': ['is_repetitive', 'is_shown'],
        'replenished': ['product_count * 2 <= event_count', 'is_shown'],
        'doubtful': ['strong_product_count * 2 < product_count', 'is_shown'],
        'missing': ['not is_shown', 'is_evergreen and is_ongoing'],
    }) }}
)

select * from final
