with

scores as (
    select * from {{ ref('hobby__user_topic_scores') }}
),

-- Evidence first: a topic that rests on too little never enters a profile.
supported as (
    select
        *,
        row_number() over (
            partition by user_id
            order by
                profile_score desc,
                event_count desc,
                spend_amount desc,
                last_event_at desc,
                topic_id asc
        ) as candidate_rank
    from scores
    where
        event_count >= {{ var('hobby__min_profile_events') }}
        and product_count >= {{ var('hobby__min_profile_products') }}
),

final as (
    select
        user_id,
        topic_id,
        candidate_rank,
        profile_score
    from supported
    where candidate_rank <= {{ var('hobby__max_profile_candidates') }}
)

select * from final
