with

user_summary as (
    select * from {{ ref('int_hobby__user_summary') }}
),

final as (
    select {{ hobby__contract_columns() }}
    from user_summary
)

select * from final
