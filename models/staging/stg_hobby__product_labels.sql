with

product_labels as (
    select * from {{ ref('stg_hobby__product_labels_checked') }}
),

final as (
    select
        product_id,
        label,
        max(kind) as kind,
        max(fit_grade) as fit_grade
    from product_labels
    where rejection_reason is null
    group by product_id, label
)

select * from final
