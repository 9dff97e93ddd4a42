with

collection_audiences as (
    select * from {{ ref('int_hobby__collection_audiences') }}
),

final as (
    select {{ hobby__contract_columns() }}
    from collection_audiences
)

select * from final
