with

members as (
    select * from {{ ref('int_hobby__persona_members') }}
),

counted as (
    select
        node_kind,
        node_id,
        count(*) as user_count
    from members
    group by node_kind, node_id
),

-- A node that one user has alone leads nowhere. One that everybody has tells
-- little: its weight falls with the root of its users.
final as (
    select
        node_kind,
        node_id,
        cast(
            row_number() over (order by node_kind, node_id)
            as {{ dbt.type_int() }}
        ) as node_number,
        user_count,
        1.0e0 / sqrt(cast(user_count as double)) as node_weight
    from counted
    where user_count > 1
)

select * from final
