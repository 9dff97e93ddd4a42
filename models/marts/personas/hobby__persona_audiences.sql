with

persona_audiences as (
    select * from {{ ref('int_hobby__persona_audiences') }}
),

final as (
    select {{ hobby__contract_columns() }}
    from persona_audiences
)

select * from final
