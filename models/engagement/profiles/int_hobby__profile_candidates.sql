-- Who is known for nothing surely is shown the one topic that comes nearest.
{% set surest_confidence = var('hobby__min_confidence') | float
    * hobby__scoring('surest_line_discount') | float -%}

with

confidences as (
    select * from {{ ref('int_hobby__profile_confidences') }}
    where
        not is_too_general
        and confidence >= {{ surest_confidence }}
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
    where
        candidate_rank <= {{ hobby__scoring('max_profile_candidates') }}
        and (
            confidence >= {{ var('hobby__min_confidence') }}
            or candidate_rank = 1
        )
)

select * from final
