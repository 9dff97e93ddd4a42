with

supports as (
    select * from {{ ref('int_hobby__profile_supports') }}
    where
        not is_too_general
        and support >= {{ hobby__scoring('min_profile_support') }}
),

ranked as (
    select
        user_id,
        topic_id,
        profile_score,
        round(support, 6) as support,
        row_number() over (
            partition by user_id
            order by
                round(support, 6) desc,
                profile_score desc,
                event_count desc,
                spend_amount desc,
                last_event_at desc,
                topic_id asc
        ) as candidate_rank
    from supports
),

final as (
    select * from ranked
    where candidate_rank <= {{ hobby__scoring('max_profile_candidates') }}
)

select * from final
