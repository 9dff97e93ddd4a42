with

measures as (
    select * from {{ ref('int_hobby__taxonomy_measures') }}
),

final as (
    select {{ hobby__contract_columns() }}
    from measures
)

select * from final
