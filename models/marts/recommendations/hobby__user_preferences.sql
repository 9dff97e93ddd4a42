with

user_preferences as (
    select * from {{ ref('int_hobby__user_preferences') }}
),

final as (
    select {{ hobby__contract_columns() }}
    from user_preferences
    -- One product bought again tells of itself.
    where product_count >= {{ hobby__scoring('preference_min_products') }}
)

select * from final
