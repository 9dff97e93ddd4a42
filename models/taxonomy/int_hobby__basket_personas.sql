with

baskets_read as (
    select * from {{ ref('int_hobby__baskets_read') }}
),

final as (
    select {{ hobby__contract_columns() }}
    from baskets_read
)

select * from final
