with

user_personas as (
    select * from {{ ref('int_hobby__user_personas') }}
),

interest_products as (
    select * from {{ ref('int_hobby__interest_products') }}
    where interest_kind = 'persona'
),

user_products as (
    select * from {{ ref('int_hobby__user_products') }}
),

people as (
    select
        user_id,
        persona_id as interest_id,
        persona_id as evidence_id,
        affinity as interest_weight
    from user_personas
),

{{ hobby__interest_candidates('persona') }}

select * from final
