with

product_keywords as (
    select * from {{ ref('int_hobby__product_keywords') }}
),

final as (
    select {{ hobby__contract_columns() }}
    from product_keywords
)

select * from final
