with

purchases as (
    select * from {{ ref('int_hobby__persona_purchases') }}
),

final as (
    select distinct
        cast(basket_id as {{ dbt.type_string() }}) as basket_id,
        cast(purchase_lines as {{ dbt.type_string() }}) as purchase_lines
    from purchases
)

select * from final
