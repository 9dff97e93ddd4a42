with

edges as (
    select * from {{ ref('int_hobby__persona_edges') }}
),

nodes as (
    select * from {{ ref('int_hobby__persona_nodes') }}
),

final as (
    select
        edges.user_number,
        sum(edges.node_weight) as node_weight,
        sum(edges.node_weight / nodes.user_count) as own_weight
    from edges
    inner join nodes
        on edges.node_number = nodes.node_number
    group by edges.user_number
)

select * from final
