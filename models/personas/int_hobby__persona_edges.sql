with

members as (
    select * from {{ ref('int_hobby__persona_members') }}
),

nodes as (
    select * from {{ ref('int_hobby__persona_nodes') }}
),

users as (
    select * from {{ ref('int_hobby__persona_users') }}
),

final as (
    select
        users.user_number,
        nodes.node_number,
        nodes.node_weight
    from members
    inner join nodes
        on
            members.node_kind = nodes.node_kind
            and members.node_id = nodes.node_id
    inner join users
        on members.user_id = users.user_id
)

select * from final
