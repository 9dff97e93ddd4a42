with

topics_expanded as (
    select * from {{ ref('int_hobby__topics_expanded') }}
),

final as (
    select {{ hobby__contract_columns() }}
    from topics_expanded
)

select * from final
