with

user_collections as (
    select * from {{ ref('int_hobby__user_collections') }}
),

final as (
    select {{ hobby__contract_columns() }}
    from user_collections
)

select * from final
