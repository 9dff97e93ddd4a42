with

topic_tree as (
    select * from {{ ref('int_hobby__topic_tree') }}
),

final as (
    select
        topic_id,
        unnest(cast(labels as varchar[])) as label
    from topic_tree
    where is_leaf
)

select * from final
