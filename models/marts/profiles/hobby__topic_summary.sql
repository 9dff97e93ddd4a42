with

topic_summary as (
    select * from {{ ref('int_hobby__topic_summary') }}
),

final as (
    select {{ hobby__contract_columns() }}
    from topic_summary
)

select * from final
