with

topic_neighbours as (
    select * from {{ ref('int_hobby__topic_neighbours') }}
),

final as (
    select {{ hobby__contract_columns() }}
    from topic_neighbours
)

select * from final
