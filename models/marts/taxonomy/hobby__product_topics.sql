with

product_labels as (
    select * from {{ ref('int_hobby__product_labels') }}
),

topic_labels as (
    select * from {{ ref('int_hobby__topic_labels') }}
),

product_sensitivity as (
    select * from {{ ref('int_hobby__product_sensitivity') }}
),

ranked as (
    select
        product_labels.*,
        topic_labels.topic_id,
        product_sensitivity.is_sensitive as is_product_sensitive,
        row_number() over (
            partition by product_labels.product_id, topic_labels.topic_id
            order by
                product_labels.fit_grade desc,
                product_labels.relevance desc,
                product_labels.label asc
        ) as label_place
    from product_labels
    inner join topic_labels
        on product_labels.label = topic_labels.label
    inner join product_sensitivity
        on product_labels.product_id = product_sensitivity.product_id
    where product_labels.is_accepted
),

final as (
    select {{ hobby__contract_columns() }}
    from ranked
    where label_place = 1
)

select * from final
