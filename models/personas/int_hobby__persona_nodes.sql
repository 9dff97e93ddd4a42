with

events as (
    select * from {{ ref('int_hobby__user_events') }}
    {% if var('hobby__persona_label_share') >= 1 -%}
    -- Nobody is left for the walk to tell of.
    where 1 = 0
    {%- endif %}
),

product_topics as (
    select * from {{ ref('int_hobby__product_topics_rolled_up') }}
    where is_leaf and is_shown_product
),

members as (
    select distinct
        user_id,
        product_id as node_id,
        'product' as node_kind
    from events
    union all
    select distinct
        events.user_id,
        product_topics.topic_id as node_id,
        'topic' as node_kind
    from events
    inner join product_topics
        on events.product_id = product_topics.product_id
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
