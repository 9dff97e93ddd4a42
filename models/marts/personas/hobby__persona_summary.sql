with

persona_summary as (
    select * from {{ ref('int_hobby__persona_summary') }}
),

final as (
    select {{ hobby__contract_columns() }}
    from persona_summary
)

select * from final
