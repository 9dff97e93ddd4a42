with

labels_generated as (
    select * from {{ ref('int_hobby__labels_generated') }}
),

product_labels as (
    select * from {{ ref('int_hobby__product_labels') }}
),

topic_tree as (
    select * from {{ ref('int_hobby__topic_tree') }}
),

all_labels as (
    select label from labels_generated
    union
    select label from product_labels
),

stages as (
    select
        1 as stage_number,
        'generated' as stage,
        count(distinct label) as label_count
    from all_labels
    union all
    select
        2 as stage_number,
        'accepted' as stage,
        count(distinct case when is_accepted then label end) as label_count
    from product_labels
    union all
    select
        3 as stage_number,
        'merged' as stage,
        count(case when is_leaf then topic_id end) as label_count
    from topic_tree
    union all
    select
        4 as stage_number,
        'grouped' as stage,
        count(case when not is_leaf then topic_id end) as label_count
    from topic_tree
),

compared as (
    select
        *,
        round(
            cast(label_count as double)
            / nullif(lag(label_count) over (order by stage_number), 0),
            6
        ) as share_of_previous
    from stages
),

final as (
    select {{ hobby__contract_columns() }}
    from compared
)

select * from final
