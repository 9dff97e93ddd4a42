with

labels as (
    select * from {{ ref('int_hobby__persona_labels') }}
),

walks as (
    select * from {{ ref('int_hobby__persona_walks') }}
),

evidence as (
    select * from {{ ref('int_hobby__persona_evidence') }}
),

habits as (
    select * from {{ ref('int_hobby__persona_habits') }}
    where signed_weight > 0
),

-- The habit that says most.
main_habits as (
    select
        user_id,
        persona_id,
        habit || ' ' || habit_side as habit,
        row_number() over (
            partition by user_id, persona_id
            order by signed_weight * strength desc, habit asc
        ) as habit_place
    from habits
),

told as (
    select
        user_id,
        persona_id,
        affinity,
        'evidence' as persona_source,
        cast(null as double) as precision_share
    from labels
    where persona_id is not null
    union all
    select
        user_id,
        persona_id,
        affinity,
        'walk' as persona_source,
        precision_share
    from walks
),

joined as (
    select
        told.user_id,
        told.persona_id,
        told.affinity,
        told.persona_source,
        told.persona_source = 'evidence' as is_labelled,
        row_number() over (
            partition by told.user_id
            order by told.affinity desc, told.persona_id asc
        ) as persona_rank,
        -- How much is known: evidence of habits alone is half of the most; of
        -- what is inferred, how often it is right.
        {{ hobby__score(
            'coalesce(told.precision_share, evidence.evidence_share, 0.5e0)'
        ) }} as confidence,
        coalesce(evidence.product_count, 0) as product_count,
        coalesce(evidence.event_count, 0) as event_count,
        main_habits.habit,
        evidence.first_event_at,
        evidence.last_event_at
    from told
    left join evidence
        on
            told.user_id = evidence.user_id
            and told.persona_id = evidence.persona_id
    left join main_habits
        on
            told.user_id = main_habits.user_id
            and told.persona_id = main_habits.persona_id
            and main_habits.habit_place = 1
),

final as (
    select * from joined
    where persona_rank <= {{ hobby__scoring('max_personas') }}
)

select * from final
