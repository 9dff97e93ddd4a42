with

collection_order as (
    select * from {{ ref('int_hobby__collection_order') }}
),

final as (
    select {{ hobby__contract_columns() }}
    from collection_order
)

select * from final
