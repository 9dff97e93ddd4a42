with

signatures_named as (
    select * from {{ ref('int_hobby__signatures_named') }}
),

final as (
    select {{ hobby__contract_columns() }}
    from signatures_named
)

select * from final
