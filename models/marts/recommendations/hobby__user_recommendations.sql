with

recommendation_reasons as (
    select * from {{ ref('int_hobby__recommendation_reasons') }}
),

final as (
    select {{ hobby__contract_columns() }}
    from recommendation_reasons
)

select * from final
