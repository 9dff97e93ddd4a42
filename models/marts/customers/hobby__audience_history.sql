with

audience_history as (
    select * from {{ ref('int_hobby__audience_history') }}
),

final as (
    select {{ hobby__contract_columns() }}
    from audience_history
)

select * from final
