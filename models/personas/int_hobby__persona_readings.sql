with

strengths as (
    select * from {{ ref('int_hobby__persona_strengths') }}
    where affinity >= {{ var('hobby__min_persona_affinity') }}
),

personas as (
    select * from {{ ref('stg_hobby__personas') }}
),

ranked as (
    select
        strengths.user_id,
        strengths.persona_id,
        personas.persona_number,
        strengths.affinity,
        row_number() over (
            partition by strengths.user_id
            order by strengths.affinity desc, strengths.persona_id asc
        ) as persona_rank
    from strengths
    inner join personas
        on strengths.persona_id = personas.persona_id
),

-- A user without strong evidence has no row: nothing known represents them.
final as (
    select * from ranked
    where persona_rank <= {{ hobby__scoring('max_personas') }}
)

select * from final
