-- The tree has a bounded depth, so its closure is a fixed number of joins,
-- which runs on engines without recursive queries.
{% set levels = var('hobby__tree_max_depth') -%}

with

topic_tree as (
    select * from {{ ref('int_hobby__topic_tree') }}
),

ancestors_0 as (
    select
        topic_id,
        topic_id as ancestor_topic_id,
        parent_topic_id as next_topic_id,
        0 as distance
    from topic_tree
),

{% for level in range(1, levels) -%}
ancestors_{{ level }} as (
    select
        ancestors_{{ level - 1 }}.topic_id,
        topic_tree.topic_id as ancestor_topic_id,
        topic_tree.parent_topic_id as next_topic_id,
        {{ level }} as distance
    from ancestors_{{ level - 1 }}
    inner join topic_tree
        on ancestors_{{ level - 1 }}.next_topic_id = topic_tree.topic_id
),

{% endfor -%}
final as (
    {% for level in range(levels) -%}
    select {{ hobby__contract_columns() }}
    from ancestors_{{ level }}
    {%- if not loop.last %}
    union all
    {% endif %}
    {%- endfor %}
)

select * from final
