{% set edge = 1 - hobby__scoring('persona_habit_percentile') -%}

with

signals as (
    select * from {{ ref('stg_hobby__persona_signals') }}
),

habits as (
    select * from {{ ref('int_hobby__user_habits') }}
),

evidence as (
    select * from {{ ref('int_hobby__persona_evidence') }}
),

-- A habit counts from the outer part of the users on, fully at its end.
habit_strengths as (
    select
        habits.user_id,
        signals.persona_id,
        signals.signed_weight,
        greatest(
            1.0e0 - (
                case
                    when lower(signals.signal_value) = 'high'
                        then 1.0e0 - habits.habit_percentile
                    else habits.habit_percentile
                end
            ) / {{ edge }},
            0.0e0
        ) as strength
    from habits
    inner join signals
        on habits.habit = signals.signal_kind
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
        and {{ dbt.datediff('first_event_at', 'last_event_at', 'day') }}
        >= {{ hobby__scoring('persona_min_days') }}
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
    where strength > 0
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
