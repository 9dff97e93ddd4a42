with

edges as (
    select * from {{ ref('int_hobby__persona_edges') }}
),

final as (
    select
        user_number,
        sum(node_weight) as node_weight
    from edges
    group by user_number
)

select * from final
