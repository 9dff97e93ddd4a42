with

brand_audiences as (
    select * from {{ ref('int_hobby__brand_audiences') }}
),

final as (
    select {{ hobby__contract_columns() }}
    from brand_audiences
)

select * from final
