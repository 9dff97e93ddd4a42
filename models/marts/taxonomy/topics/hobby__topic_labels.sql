with

topic_labels as (
    select * from {{ ref('int_hobby__topic_labels') }}
),

labels_merged as (
    select * from {{ ref('int_hobby__labels_merged') }}
),

labels_explained as (
    select
        topic_labels.topic_id,
        topic_labels.label,
        labels_merged.topic_label,
        labels_merged.merge_reason,
        labels_merged.merge_score,
        coalesce(labels_merged.product_count, 0) as product_count
    from topic_labels
    left join labels_merged
        on topic_labels.label = labels_merged.label
),

final as (
    select {{ hobby__contract_columns() }}
    from labels_explained
)

select * from final
