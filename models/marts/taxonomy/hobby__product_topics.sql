with

product_labels as (
    select * from {{ ref('int_hobby__product_labels') }}
),

labels_merged as (
    select * from {{ ref('int_hobby__labels_merged') }}
),

topic_tree as (
    select * from {{ ref('int_hobby__topic_tree') }}
),

ranked as (
    select
        product_labels.product_id,
        topic_tree.topic_id,
        product_labels.fit_grade,
        product_labels.relevance,
        product_labels.label,
        product_labels.explanation,
        product_labels.labeller,
        row_number() over (
            partition by product_labels.product_id, topic_tree.topic_id
            order by
                product_labels.fit_grade desc,
                product_labels.relevance desc,
                product_labels.label asc
        ) as label_place
    from product_labels
    inner join labels_merged
        on product_labels.label = labels_merged.label
    inner join topic_tree
        on labels_merged.topic_label = topic_tree.topic_label
    where
        product_labels.is_accepted
        and topic_tree.is_leaf
),

final as (
    select
        cast(product_id as {{ dbt.type_string() }}) as product_id,
        cast(topic_id as {{ dbt.type_string() }}) as topic_id,
        cast(fit_grade as {{ dbt.type_int() }}) as fit_grade,
        cast(relevance as double) as relevance,
        cast(label as {{ dbt.type_string() }}) as label,
        cast(explanation as {{ dbt.type_string() }}) as explanation,
        cast(labeller as {{ dbt.type_string() }}) as labeller
    from ranked
    where label_place = 1
)

select * from final
