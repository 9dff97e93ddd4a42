{% set edge = 1 - hobby__scoring('persona_habit_percentile') -%}

with

signals as (
    select * from {{ ref('stg_hobby__persona_signals') }}
),

habits as (
    select * from {{ ref('int_hobby__user_habits') }}
),

-- A habit counts from the outer part of the users on, fully at its end.
habit_strengths as (
    select
        habits.user_id,
        signals.persona_id,
        habits.habit,
        lower(signals.signal_value) as habit_side,
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

final as (
    select * from habit_strengths
    where strength > 0
)

select * from final
