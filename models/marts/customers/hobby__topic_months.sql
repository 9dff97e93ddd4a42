with

topic_months as (
    select * from {{ ref('int_hobby__topic_months') }}
),

final as (
    select {{ hobby__contract_columns() }}
    from topic_months
)

select * from final
