with

expansions as (
    select * from {{ ref('int_hobby__journey_expansions') }}
),

final as (
    select {{ hobby__contract_columns() }}
    from expansions
)

select * from final
