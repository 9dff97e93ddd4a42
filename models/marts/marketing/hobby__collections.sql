with

collection_sizes as (
    select * from {{ ref('int_hobby__collection_sizes') }}
),

final as (
    select {{ hobby__contract_columns() }}
    from collection_sizes
)

select * from final
