with

topic_prospects as (
    select * from {{ ref('int_hobby__topic_prospects') }}
),

final as (
    select {{ hobby__contract_columns() }}
    from topic_prospects
)

select * from final
