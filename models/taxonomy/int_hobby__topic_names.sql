with

topic_tree as (
    select * from {{ ref('int_hobby__topic_tree') }}
),

final as (
    select
        topic_id,
        topic_name,
        kind,
        name_source,
        name_score,
        topic_path
    from topic_tree
)

select * from final
