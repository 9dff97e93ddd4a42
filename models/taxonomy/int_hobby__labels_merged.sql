-- What merging did; the registry keeps it beside the topic, as a list in JSON.
with

topic_registry as (
    select * from {{ ref('int_hobby__topic_registry') }}
),

labels as (
    select
        topic_label,
        unnest(
            cast(merged_labels as json[]), recursive := false
        ) as evidence
    from topic_registry
    where topic_status <> 'gone'
),

final as (
    select
        cast(evidence ->> 'label' as varchar) as label,
        cast(topic_label as varchar) as topic_label,
        cast(evidence ->> 'merge_reason' as varchar) as merge_reason,
        cast(evidence ->> 'merge_score' as double) as merge_score,
        cast(evidence ->> 'product_count' as bigint) as product_count,
        cast(evidence ->> 'label_status' as varchar) as label_status
    from labels
)

select * from final
