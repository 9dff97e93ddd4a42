with

user_preferences as (
    select * from {{ ref('int_hobby__user_preferences') }}
),

final as (
    select {{ hobby__contract_columns() }}
    from user_preferences
)

select * from final
