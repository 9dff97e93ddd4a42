with

user_shopping_habits as (
    select * from {{ ref('int_hobby__user_shopping_habits') }}
),

final as (
    select {{ hobby__contract_columns() }}
    from user_shopping_habits
)

select * from final
