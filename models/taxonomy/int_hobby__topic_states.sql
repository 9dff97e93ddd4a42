with

topics as (
    select * from {{ ref('hobby__topics') }}
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
        topics.topic_id,
        topics.parent_topic_id,
        topics.is_leaf,
        topics.topic_name,
        topics.topic_path,
        labels_below.labels_below
    from topics
    inner join labels_below
        on topics.topic_id = labels_below.topic_id
)

select * from final
