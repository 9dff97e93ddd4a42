with

audience_overlaps as (
    select * from {{ ref('int_hobby__audience_overlaps') }}
),

final as (
    select {{ hobby__contract_columns() }}
    from audience_overlaps
)

select * from final
