with

failures as (
    select * from {{ ref('int_hobby__llm_failures_read') }}
),

final as (
    select {{ hobby__contract_columns() }}
    from failures
)

select * from final
