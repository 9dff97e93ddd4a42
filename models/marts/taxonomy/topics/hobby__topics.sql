with

topic_tree as (
    select * from {{ ref('int_hobby__topic_tree') }}
),

topic_names as (
    select * from {{ ref('int_hobby__topic_names') }}
),

topic_products as (
    select * from {{ ref('int_hobby__topic_products') }}
),

final as (
    select
        cast(topic_tree.topic_id as {{ dbt.type_string() }}) as topic_id,
        cast(topic_names.topic_name as {{ dbt.type_string() }}) as topic_name,
        cast(topic_tree.kind as {{ dbt.type_string() }}) as kind,
        cast(topic_tree.parent_topic_id as {{ dbt.type_string() }})
            as parent_topic_id,
        cast(topic_tree.depth as {{ dbt.type_int() }}) as depth,
        cast(topic_names.topic_path as {{ dbt.type_string() }}) as topic_path,
        cast(topic_tree.is_leaf as {{ dbt.type_boolean() }}) as is_leaf,
        cast(topic_tree.is_sensitive as {{ dbt.type_boolean() }})
            as is_sensitive,
        cast(topic_tree.label_count as {{ dbt.type_bigint() }}) as label_count,
        cast(
            coalesce(topic_products.product_count, 0)
            as {{ dbt.type_bigint() }}
        ) as product_count,
        cast(topic_names.name_source as {{ dbt.type_string() }})
            as name_source,
        cast(topic_names.name_score as double) as name_score
    from topic_tree
    inner join topic_names
        on topic_tree.topic_id = topic_names.topic_id
    left join topic_products
        on topic_tree.topic_id = topic_products.topic_id
)

select * from final
