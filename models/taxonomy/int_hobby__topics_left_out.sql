with

topic_registry as (
    select * from {{ ref('int_hobby__topic_registry') }}
),

topic_tree as (
    select * from {{ ref('int_hobby__topic_tree') }}
),

final as (
    select
        topic_registry.topic_id,
        topic_registry.topic_name,
        topic_registry.status_reason,
        topic_registry.label_count,
        topic_registry.product_count
    from topic_registry
    left join topic_tree
        on topic_registry.topic_id = topic_tree.topic_id
    where
        topic_registry.topic_status = 'left_out'
        and topic_tree.topic_id is null
)

select * from final
