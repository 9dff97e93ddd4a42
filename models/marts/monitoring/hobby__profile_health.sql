with

profiles as (
    select * from {{ ref('hobby__user_profiles') }}
),

scores as (
    select * from {{ ref('hobby__user_topic_scores') }}
),

topics as (
    select * from {{ ref('hobby__topics') }}
),

profile_topics as (
    select * from {{ ref('int_hobby__profile_topics') }}
),

profile_evidence as (
    select * from {{ ref('int_hobby__profile_evidence') }}
),

profile_lines as (
    select
        profiles.user_id,
        profiles.topic_id,
        profiles.is_ongoing,
        scores.active_day_count,
        profile_topics.own_product_count * 2 < profiles.product_count
            as is_shared,
        row_number() over (
            partition by
                profiles.user_id,
                coalesce(topics.parent_topic_id, topics.topic_id)
            order by profiles.profile_rank
        ) as place_among_siblings
    from profiles
    inner join topics
        on profiles.topic_id = topics.topic_id
    inner join scores
        on
            profiles.user_id = scores.user_id
            and profiles.topic_id = scores.topic_id
    inner join profile_topics
        on
            profiles.user_id = profile_topics.user_id
            and profiles.topic_id = profile_topics.topic_id
),

-- Interests at their right level, with products that no better one explains.
proven as (
    select
        profile_evidence.user_id,
        profile_evidence.topic_id,
        case when profile_lines.user_id is null then 1 else 0 end
            as is_missing
    from profile_evidence
    inner join scores
        on
            profile_evidence.user_id = scores.user_id
            and profile_evidence.topic_id = scores.topic_id
    left join profile_lines
        on
            profile_evidence.user_id = profile_lines.user_id
            and profile_evidence.topic_id = profile_lines.topic_id
    where
        scores.is_evergreen
        and scores.is_ongoing
),

failures as (
    {% for failure, condition in {
        'sporadic': 'active_day_count = 1',
        'outdated': 'not is_ongoing',
        'repetitive': 'is_shared or place_among_siblings > 1',
    }.items() -%}
    select
        '{{ failure }}' as failure,
        coalesce(sum(case when {{ condition }} then 1 else 0 end), 0)
            as failed_count,
        count(*) as checked_count
    from profile_lines
    union all
    {% endfor -%}
    select
        'missing' as failure,
        coalesce(sum(is_missing), 0) as failed_count,
        count(*) as checked_count
    from proven
),

final as (
    select
        cast(failure as {{ dbt.type_string() }}) as failure,
        cast(failed_count as {{ dbt.type_bigint() }}) as failed_count,
        cast(checked_count as {{ dbt.type_bigint() }}) as checked_count,
        {{ hobby__score(hobby__ratio('failed_count', 'checked_count')) }}
            as failure_rate
    from failures
)

select * from final
