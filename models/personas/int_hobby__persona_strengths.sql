with

evidence as (
    select * from {{ ref('int_hobby__persona_evidence') }}
),

habit_strengths as (
    select * from {{ ref('int_hobby__persona_habits') }}
),

topic_strengths as (
    select
        user_id,
        persona_id,
        1.0e0 as signed_weight,
        evidence_share * distinct_share as strength
    from evidence
    where
        product_count >= {{ hobby__scoring('persona_min_products') }}
        and day_count >= {{ hobby__scoring('persona_min_days') }}
),

strengths as (
    select
        user_id,
        persona_id,
        signed_weight,
        strength
    from topic_strengths
    union all
    select
        user_id,
        persona_id,
        signed_weight,
        strength
    from habit_strengths
),

-- Each sign leaves its part of what the others leave in doubt (noisy or); what
-- speaks against takes its part of the whole.
combined as (
    select
        user_id,
        persona_id,
        sum(
            case
                when signed_weight > 0
                    then {{ hobby__persona_log('signed_weight * strength') }}
                else 0
            end
        ) as log_doubt,
        sum(
            case
                when signed_weight < 0
                    then {{ hobby__persona_log('-signed_weight * strength') }}
                else 0
            end
        ) as log_kept
    from strengths
    group by user_id, persona_id
),

final as (
    select
        user_id,
        persona_id,
        {{ hobby__score('(1.0e0 - exp(cast(log_doubt as double)))'
            ~ ' * exp(cast(log_kept as double))') }} as affinity
    from combined
)

select * from final
