with

calls as (
    select * from {{ ref('int_hobby__llm_calls_read') }}
),

final as (
    select {{ hobby__contract_columns() }}
    from calls
)

select * from final
