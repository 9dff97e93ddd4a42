with

unmatched_members as (
    select * from {{ ref('int_hobby__unmatched_members') }}
),

final as (
    select {{ hobby__contract_columns() }}
    from unmatched_members
)

select * from final
