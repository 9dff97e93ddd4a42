with

topic_audiences as (
    select * from {{ ref('int_hobby__topic_audiences') }}
),

final as (
    select {{ hobby__contract_columns() }}
    from topic_audiences
)

select * from final
