with

confidences as (
    select * from {{ ref('int_hobby__profile_confidences') }}
    where
        not is_too_general
        and confidence >= {{ var('hobby__min_confidence') }}
),

ranked as (
    select
        user_id,
        topic_id,
        product_count,
        confidence,
        identity_score,
        profile_score,
        row_number() over (
            partition by user_id
            order by
                confidence desc,
                strong_product_count desc,
                event_count desc,
                spend_amount desc,
                last_event_at desc,
                topic_id asc
        ) as candidate_rank
    from confidences
),

final as (
    select * from ranked
    where candidate_rank <= {{ hobby__scoring('max_profile_candidates') }}
)

select * from final
