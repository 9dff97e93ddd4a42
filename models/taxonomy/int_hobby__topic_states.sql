with

topic_tree as (

    select * from {{ ref('int_hobby__topic_tree') }}

),

topic_names as (

    select * from {{ ref('int_hobby__topic_names') }}

),

topic_labels as (

    select * from {{ ref('int_hobby__topic_labels') }}

),

topic_ancestors as (

    select * from {{ ref('hobby__topic_ancestors') }}

),

labels_below as (

    select
        topic_ancestors.ancestor_topic_id as topic_id,
        string_agg(
            topic_labels.label, chr(31) order by topic_labels.label
        ) as labels_below
    from topic_labels
    inner join topic_ancestors
        on topic_labels.topic_id = topic_ancestors.topic_id
    group by topic_ancestors.ancestor_topic_id

),

final as (

    select
        topic_tree.topic_id,
        topic_tree.parent_topic_id,
        topic_tree.is_leaf,
        topic_names.topic_name,
        topic_names.topic_path,
        labels_below.labels_below
    from topic_tree
    inner join topic_names
        on topic_tree.topic_id = topic_names.topic_id
    inner join labels_below
        on topic_tree.topic_id = labels_below.topic_id

)

select * from final
